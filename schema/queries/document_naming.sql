-- Photos in whose document of one kind something is named: the composites that a photo is part of. One whose
-- original a rebuild did not find is not there, and its document waits for it.
SELECT id FROM document
 WHERE kind = $1 AND json LIKE '%"' || $2 || '"%' AND EXISTS (SELECT 1 FROM photo WHERE photo.id = document.id)
 ORDER BY id;
