-- The file with these bytes.
SELECT * FROM file_row WHERE sha256 = $1;
