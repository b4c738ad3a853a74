-- A follower was told, or was not there and is tried again later.
UPDATE follower SET seq = $2, attempts = $3, next_us = $4, until_us = 0 WHERE name = $1;
