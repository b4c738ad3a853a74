-- How much is left to do.
SELECT COUNT(*) FROM job WHERE kind = $1;
