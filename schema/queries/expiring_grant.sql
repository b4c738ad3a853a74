-- Photos that a decision frees only until an instant in a time, in order, after one.
SELECT g.until_us, p.no, p.id FROM photo_grant g JOIN photo p ON p.no = g.photo
WHERE g.until_us IS NOT NULL AND g.allow = 1 AND (g.until_us, g.photo) > ($1, $2) AND g.until_us <= $3
ORDER BY g.until_us, g.photo LIMIT $4;
