-- Which of a picture's side-cars an item is, by its id or else by its kind: one that spoke before, or the next.
SELECT coalesce(min(CASE WHEN coalesce(guid, kind) = $3 THEN source END), coalesce(max(source), 0) + 1)
FROM sidecar WHERE photo = $1 AND version = $2;
