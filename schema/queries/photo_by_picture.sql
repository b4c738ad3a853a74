-- Photos of which a version has this id of its supplier.
SELECT DISTINCT p.id FROM file f JOIN photo p ON p.no = f.photo
WHERE f.supplier_id = $1 ORDER BY p.id;
