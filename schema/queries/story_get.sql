-- A story.
SELECT slug, title, outlet, language, state, url, rev, added_us, published_us,
  unpublished_us, section FROM story WHERE slug = $1;
