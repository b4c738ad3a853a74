-- A use of a picture counts against a licence, once.
INSERT INTO spending (licence, use, photo, at_us, committed) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (licence, use, photo) DO NOTHING;
