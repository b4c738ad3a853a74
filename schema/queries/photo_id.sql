-- The public id of a photo.
SELECT id FROM photo WHERE no = $1;
