-- Photos that must be taken down in a time, in order, after one.
SELECT d.take_down_us, p.no, p.id FROM delivery d JOIN photo p ON p.no = d.photo
WHERE d.take_down_us IS NOT NULL AND (d.take_down_us, d.photo) > ($1, $2) AND d.take_down_us <= $3
ORDER BY d.take_down_us, d.photo LIMIT $4;
