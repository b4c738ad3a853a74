-- Photos that must not be used.
SELECT DISTINCT photo FROM kill WHERE ended_us IS NULL;
