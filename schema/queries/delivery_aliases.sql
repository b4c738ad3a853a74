-- Ids of later versions, and whose they are.
-- scan: once, when a daemon starts
SELECT f.id, p.id FROM file f JOIN photo p ON p.no = f.photo WHERE f.version > 1;
