-- Which of the sources beside a picture an item is: one that spoke before, or the next.
SELECT coalesce(
  (SELECT source FROM sidecar WHERE photo = $1 AND version = $2 AND item = $3 ORDER BY source LIMIT 1),
  (SELECT coalesce(max(source), 0) + 1 FROM sidecar WHERE photo = $1 AND version = $2));
