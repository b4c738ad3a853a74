-- The inner key of a photo.
SELECT no FROM photo WHERE id = $1;
