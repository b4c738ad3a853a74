-- Let another version count. Changes no row if there is no such version.
UPDATE photo SET effective = $2, rev = rev + 1
WHERE id = $1 AND EXISTS (SELECT 1 FROM file WHERE photo = photo.no AND version = $2);
