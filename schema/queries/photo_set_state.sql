-- State of a photo and why.
UPDATE photo SET state = $2, state_reason = $3, rev = rev + 1 WHERE id = $1;
