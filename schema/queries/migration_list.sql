-- The migrations that made this file.
-- scan: one row a released version of the program
SELECT version, sha256 FROM migration ORDER BY version;
