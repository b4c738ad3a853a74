-- What is stated about a file and what developing has put into the store for it.
SELECT f.id, r.name, r.size_bytes
FROM photo p JOIN file f ON f.photo = p.no
LEFT JOIN rendition r ON r.photo = f.photo AND r.version = f.version
WHERE p.id = $1 AND f.version = $2;
