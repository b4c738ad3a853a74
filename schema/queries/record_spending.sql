-- What counts against licences, to be held against the events.
-- scan: verify reads all of them
SELECT licence, use, photo, at_us, committed FROM spending ORDER BY licence, use, photo;
