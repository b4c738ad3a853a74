-- Documents of one kind in whose text something is named: the composites that a photo is part of.
SELECT id FROM document WHERE kind = $1 AND json LIKE '%"' || $2 || '"%' ORDER BY id;
