-- Photos in the order they came, after the given one.
SELECT id FROM photo
WHERE no > COALESCE((SELECT no FROM photo WHERE id = $1), 0)
ORDER BY no LIMIT $2;
