-- What was written over one field in one language goes.
DELETE FROM field
WHERE photo = $1 AND version = 0 AND name = $2 AND COALESCE(lang, '') = COALESCE($3, '');
