-- It may be used again.
UPDATE kill SET ended_us = $2, ended_by = $3 WHERE photo = $1 AND ended_us IS NULL;
