-- Stories, to be held against the events.
-- scan: verify reads all of them
SELECT slug, title, outlet, language, state, url, added_us, published_us, unpublished_us, section
FROM story ORDER BY slug;
