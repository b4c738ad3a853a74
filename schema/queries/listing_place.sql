-- Where a photo stands in the listing, and what is needed to list it.
SELECT p.no, f.sha256, l.at, l.ingested_us
FROM photo p JOIN file f ON f.photo = p.no AND f.version = p.effective
LEFT JOIN listing l ON l.photo = p.no WHERE p.id = $1;
