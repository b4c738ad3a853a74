-- The digests that hold a story.
SELECT s.slug FROM story_part p JOIN story s ON s.no = p.digest
WHERE p.part = (SELECT no FROM story WHERE slug = $1) ORDER BY s.slug;
