-- One value that a person wrote.
INSERT INTO field (photo, version, n, name, origin, lang, position, value, base, at_us, who)
VALUES ($1, 0, $2, $3, 'user', $4, $5, $6, $7, $8, $9);
