-- Photos of which a version came as a file of this name, whatever its ending and folder.
-- scan: asked only by a kill that names no picture by its own id; reads the index of names alone
SELECT DISTINCT p.id FROM file f JOIN photo p ON p.no = f.photo
WHERE f.rowid IN (SELECT rowid FROM file WHERE '/' || CAST(name AS TEXT) LIKE '%/' || $1 || '.%')
ORDER BY p.id;
