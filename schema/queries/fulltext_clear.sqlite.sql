-- A photo leaves the full-text index.
DELETE FROM fulltext WHERE rowid = $1;
