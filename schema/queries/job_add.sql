-- Work to do, once a file and kind.
INSERT INTO job (kind, photo, version) VALUES ($1, $2, $3)
ON CONFLICT (kind, photo, version) DO NOTHING;
