-- A newer item replaces what an older one said.
DELETE FROM field WHERE photo = $1 AND version = $2 AND origin = $3;
