-- Kills, to be held against the events.
-- scan: verify reads all of them
SELECT p.id, k.at_us, k.kind, k.reason, k.who, k.ended_us, k.ended_by
FROM kill k JOIN photo p ON p.no = k.photo ORDER BY p.id, k.at_us, k.no;
