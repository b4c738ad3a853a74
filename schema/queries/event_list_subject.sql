-- Events of one photo after one.
SELECT seq, at_us, who, kind, subject, payload, digest, payload_sha256 FROM event
WHERE subject = $1 AND seq > $2 ORDER BY seq LIMIT $3;
