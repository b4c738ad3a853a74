-- One value as received.
INSERT INTO field (photo, version, n, name, origin, lang, position, value)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
