-- Which of the sources beside a picture an item is: one that spoke before, or the next.
SELECT coalesce(min(CASE WHEN item = $3 THEN source END), coalesce(max(source), 0) + 1)
FROM sidecar WHERE photo = $1 AND version = $2;
