-- Where further values of a version go.
SELECT coalesce(max(n), -1) + 1 FROM field WHERE photo = $1 AND version = $2;
