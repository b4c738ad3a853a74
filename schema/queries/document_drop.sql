-- Remove a document; the events keep what it said.
DELETE FROM document WHERE kind = $1 AND id = $2;
