-- Who has this file, or another one with the same id.
SELECT p.id, f.version, f.sha256 FROM file f JOIN photo p ON p.no = f.photo WHERE f.id = $1;
