-- Side-cars of a photo, oldest first.
SELECT s.sha256, p.id, s.version, s.size_bytes, s.name, s.kind, s.guid, s.item_version, s.pubstatus,
  s.sent_us, s.ingested_us, s.source, s.item
FROM photo p JOIN sidecar s ON s.photo = p.no
WHERE p.id = $1 ORDER BY s.ingested_us, s.sha256, s.version, s.source;
