-- What nobody has confirmed yet, oldest first.
-- scan: only open ones stand in its index
SELECT t.no, p.id, t.actor, t.target, t.detail, t.at_us, t.done_us, t.done_by, t.note
FROM takedown t JOIN photo p ON p.no = t.photo
WHERE t.done_us IS NULL ORDER BY t.no LIMIT $1;
