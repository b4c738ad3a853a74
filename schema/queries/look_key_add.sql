-- A key under which a fingerprint is found.
INSERT INTO look_key (key, photo, version) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
