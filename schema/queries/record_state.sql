-- Killed photos, to be held against the events.
-- scan: verify reads all of them
SELECT id, state FROM photo WHERE state = 'killed' ORDER BY id;
