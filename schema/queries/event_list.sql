-- Events after one.
SELECT seq, at_us, who, kind, subject, payload, digest, payload_sha256 FROM event
WHERE seq > $1 ORDER BY seq LIMIT $2;
