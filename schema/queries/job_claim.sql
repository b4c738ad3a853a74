-- Lease jobs that nobody holds or whose lease is over, never leased ones first.
UPDATE job SET holder = $2, until_us = $4, attempts = attempts + 1
WHERE no IN (SELECT no FROM job WHERE kind = $1 AND until_us <= $3 ORDER BY until_us, no LIMIT $5)
RETURNING no, (SELECT id FROM photo WHERE photo.no = job.photo), version, attempts;
