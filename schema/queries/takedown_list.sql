-- All that was asked for one photo.
SELECT t.no, p.id, t.actor, t.target, t.detail, t.at_us, t.done_us, t.done_by, t.note
FROM takedown t JOIN photo p ON p.no = t.photo
WHERE t.photo = $1 ORDER BY t.no;
