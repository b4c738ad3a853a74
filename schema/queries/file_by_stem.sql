-- Files whose name lies between two bounds: a stem with any extension.
SELECT * FROM file_row WHERE name >= $1 AND name < $2 ORDER BY ingested_us DESC, photo, version DESC LIMIT 50;
