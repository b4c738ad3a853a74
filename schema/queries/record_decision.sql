-- What was decided about the words of photos, to be held against the events.
-- scan: verify reads all of them
SELECT p.id, d.key, d.decided, d.code, d.operand, d.why, d.who, d.at_us
FROM restriction_decision d JOIN photo p ON p.no = d.photo ORDER BY p.id, d.key;
