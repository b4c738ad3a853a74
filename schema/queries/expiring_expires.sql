-- Photos that may not be used anew from an instant in a time, in order, after one.
SELECT d.expires_us, p.no, p.id FROM delivery d JOIN photo p ON p.no = d.photo
WHERE d.expires_us IS NOT NULL AND (d.expires_us, d.photo) > ($1, $2) AND d.expires_us <= $3
ORDER BY d.expires_us, d.photo LIMIT $4;
