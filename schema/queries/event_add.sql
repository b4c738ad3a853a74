-- The next event of the chain.
INSERT INTO event (seq, at_us, who, kind, subject, payload, payload_sha256, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
