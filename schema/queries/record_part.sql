-- Stories in digests, to be held against the events.
-- scan: verify reads all of them
SELECT d.slug, s.slug, p.position
FROM story_part p JOIN story d ON d.no = p.digest JOIN story s ON s.no = p.part ORDER BY d.slug, s.slug;
