-- One finding, after those the version has.
INSERT INTO finding (photo, version, n, code, message)
VALUES ($1, $2,
  (SELECT COALESCE(MAX(n), -1) + 1 FROM finding WHERE photo = $1 AND version = $2), $3, $4);
