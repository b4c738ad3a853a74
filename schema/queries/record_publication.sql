-- What went out, to be held against the events.
-- scan: verify reads all of them
SELECT s.slug, p.at_us, p.who, p.url, p.json
FROM publication p JOIN story s ON s.no = p.story ORDER BY s.slug, p.at_us, p.no;
