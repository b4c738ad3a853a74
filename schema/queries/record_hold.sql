-- What must not be purged, to be held against the events.
-- scan: verify reads all of them
SELECT p.id, h.at_us, h.reason, h.until_us, h.who, h.ended_us, h.ended_by
FROM hold h JOIN photo p ON p.no = h.photo ORDER BY p.id, h.at_us, h.no;
