-- Documents, to be held against the events.
-- scan: verify reads all of them
SELECT kind, id, json, at_us, who FROM document ORDER BY kind, id;
