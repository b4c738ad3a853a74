-- What remains of purged photos, to be held against the events.
-- scan: verify reads all of them
SELECT photo_id, at_us, hex(sha256), reason, who FROM tombstone ORDER BY photo_id, at_us, sha256;
