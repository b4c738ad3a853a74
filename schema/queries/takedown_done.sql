-- It is confirmed; who confirmed it first counts.
UPDATE takedown SET done_us = $2, done_by = $3, note = $4 WHERE no = $1 AND done_us IS NULL;
