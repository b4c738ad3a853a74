-- Note which text a derived table was made from.
INSERT INTO derived (name, sha256) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256;
