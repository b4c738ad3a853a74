-- Files that came under this name, the newest first.
SELECT * FROM file_row WHERE name = $1 ORDER BY ingested_us DESC, photo, version DESC;
