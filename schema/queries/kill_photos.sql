-- Photos that must not be used.
-- scan: the few that are killed
SELECT DISTINCT photo FROM kill WHERE ended_us IS NULL;
