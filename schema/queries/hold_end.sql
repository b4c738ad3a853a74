-- All holds of a photo are over.
UPDATE hold SET ended_us = $2, ended_by = $3
WHERE ended_us IS NULL AND photo = (SELECT no FROM photo WHERE id = $1);
