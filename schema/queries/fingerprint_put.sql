-- What a picture is compared by.
INSERT INTO fingerprint (photo, version, look) VALUES ($1, $2, $3)
ON CONFLICT (photo, version) DO UPDATE SET look = excluded.look;
