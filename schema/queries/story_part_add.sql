-- A story in a digest.
INSERT INTO story_part (digest, part, position) VALUES ($1, $2, $3);
