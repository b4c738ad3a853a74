-- A photo must not be used.
INSERT INTO kill (photo, kind, reason, at_us, who) VALUES ($1, $2, $3, $4, $5);
