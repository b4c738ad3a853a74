-- Log a migration that has just run.
INSERT INTO migration (version, name, sha256, at_us, program) VALUES ($1, $2, $3, $4, $5);
