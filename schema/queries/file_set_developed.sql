-- Fingerprints and renditions of this file are there.
UPDATE file SET developed = 1 WHERE photo = $1 AND version = $2;
