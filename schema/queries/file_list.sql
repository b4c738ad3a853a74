-- All versions of a photo.
SELECT * FROM file_row WHERE photo_id = $1 ORDER BY version;
