-- The source of a photo is protected, or no longer.
UPDATE photo SET source_sensitive = $2, rev = rev + 1 WHERE id = $1;
