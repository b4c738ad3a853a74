-- All documents of a kind.
SELECT kind, id, rev, json, at_us, who FROM document WHERE kind = $1 ORDER BY id;
