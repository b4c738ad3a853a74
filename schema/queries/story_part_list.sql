-- The stories of a digest, in order.
SELECT s.slug, p.position FROM story_part p JOIN story s ON s.no = p.part
WHERE p.digest = (SELECT no FROM story WHERE slug = $1) ORDER BY p.position, s.slug;
