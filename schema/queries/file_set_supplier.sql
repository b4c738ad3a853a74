-- A side-car has said who delivered this version, and under which id.
UPDATE file SET supplier = $3, supplier_id = $4 WHERE photo = $1 AND version = $2;
