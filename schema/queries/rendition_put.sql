-- What developing has put into the store.
INSERT INTO rendition (photo, version, name, width, height, size_bytes)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (photo, version, name) DO UPDATE
SET width = excluded.width, height = excluded.height, size_bytes = excluded.size_bytes;
