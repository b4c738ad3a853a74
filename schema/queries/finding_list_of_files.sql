-- Findings of a photo's files, without those of resolving.
SELECT code, message FROM finding WHERE photo = $1 AND version <> 0 ORDER BY version, n;
