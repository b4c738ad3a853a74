-- Photos of which some version has an id in the range.
SELECT DISTINCT p.id FROM file f JOIN photo p ON p.no = f.photo
WHERE f.id >= $1 AND f.id < $2 ORDER BY p.id LIMIT $3;
