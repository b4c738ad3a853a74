-- Stories, the newest first.
SELECT slug, title, outlet, language, state, url, rev, added_us, published_us,
  unpublished_us, section FROM story
WHERE added_us < $1 ORDER BY added_us DESC LIMIT $2;
