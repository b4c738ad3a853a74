-- One document.
SELECT kind, id, rev, json, at_us, who FROM document WHERE kind = $1 AND id = $2;
