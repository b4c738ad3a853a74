-- The keys of a fingerprint go before new ones come.
DELETE FROM look_key WHERE photo = $1 AND version = $2;
