-- The number of the next version of a photo.
SELECT COALESCE(MAX(version), 0) + 1 FROM file WHERE photo = $1;
