-- Photos of a supplier that came in before an instant and may leave, after one, in order.
SELECT f.ingested_us, p.no, p.id FROM file f JOIN photo p ON p.no = f.photo
WHERE f.supplier = $1 AND f.version = 1 AND f.ingested_us < $2 AND p.state <> 'killed' AND f.photo > $3
ORDER BY f.photo LIMIT $4;
