-- Files with the same coded picture, oldest first.
SELECT * FROM file_row WHERE image_hash = $1 ORDER BY ingested_us, photo, version;
