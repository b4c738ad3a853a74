-- Make a story or change it; its revision grows.
INSERT INTO story (slug, title, outlet, language, state, url, rev, added_us, published_us, unpublished_us,
  section)
VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10)
ON CONFLICT (slug) DO UPDATE SET
  title = excluded.title, outlet = excluded.outlet, language = excluded.language,
  state = excluded.state, url = excluded.url, rev = story.rev + 1,
  published_us = excluded.published_us, unpublished_us = excluded.unpublished_us,
  section = excluded.section;
