-- Done.
DELETE FROM job WHERE no = $1;
