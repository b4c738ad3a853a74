-- The inner key of a story.
SELECT no FROM story WHERE slug = $1;
