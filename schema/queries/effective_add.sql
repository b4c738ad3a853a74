-- One value that is true now.
INSERT INTO effective (photo, n, field, position, lang, value, origin)
VALUES ($1, $2, $3, $4, $5, $6, $7);
