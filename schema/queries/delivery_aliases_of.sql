-- Ids of the later versions of one photo.
SELECT f.id, p.id FROM photo p JOIN file f ON f.photo = p.no WHERE p.id = $1 AND f.version > 1;
