-- What went out of a story, the newest first.
SELECT at_us, who, url, json FROM publication
WHERE story = (SELECT no FROM story WHERE slug = $1) ORDER BY at_us DESC, no DESC;
