-- What kills asked of whom, to be held against the events.
-- scan: verify reads all of them
SELECT p.id, t.no, t.actor, t.target, t.detail, t.at_us, t.done_us, t.done_by, t.note
FROM takedown t JOIN photo p ON p.no = t.photo ORDER BY p.id, t.no;
