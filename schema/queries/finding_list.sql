-- Findings of a photo: of its files, then of resolving.
SELECT code, message FROM finding WHERE photo = $1 ORDER BY version = 0, version, n;
