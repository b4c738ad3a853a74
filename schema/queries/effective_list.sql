-- What is true now of a photo.
SELECT e.field, e.position, e.lang, e.value, e.origin
FROM photo p JOIN effective e ON e.photo = p.no WHERE p.id = $1 ORDER BY e.n;
