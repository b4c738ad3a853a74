-- Were these bytes purged?
SELECT photo_id, reason, at_us, who FROM tombstone WHERE sha256 = $1;
