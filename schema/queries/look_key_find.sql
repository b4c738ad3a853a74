-- Photos with a key, newest first: a key that very many share says little.
SELECT DISTINCT photo FROM look_key WHERE key = $1 ORDER BY photo DESC LIMIT $2;
