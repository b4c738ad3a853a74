-- Values of one version, or of all (0), in the order they were read; never what people wrote.
SELECT name, origin, lang, position, value FROM field
WHERE photo = $1 AND version > 0 AND (version = $2 OR $2 = 0) ORDER BY version, n;
