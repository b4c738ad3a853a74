-- Was this photo purged?
SELECT photo_id, reason, at_us, who FROM tombstone WHERE photo_id = $1 LIMIT 1;
