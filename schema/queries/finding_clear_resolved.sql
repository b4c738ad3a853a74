-- Findings of resolving are replaced each time.
DELETE FROM finding WHERE photo = $1 AND version = 0;
