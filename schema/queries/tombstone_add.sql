-- What remains of a file that was purged; the first word about it counts.
INSERT INTO tombstone (sha256, photo_id, reason, at_us, who) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (sha256) DO NOTHING;
