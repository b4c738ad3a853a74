-- What people wrote over a photo, in the order it was written.
SELECT name, lang, value, base, at_us, who FROM field WHERE photo = $1 AND version = 0 ORDER BY n;
