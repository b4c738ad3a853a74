-- What a file of these bytes was joined to.
SELECT s.sha256, p.id, s.version, s.size_bytes, s.name, s.kind, s.guid, s.item_version, s.pubstatus,
  s.sent_us, s.ingested_us, s.source, s.item
FROM sidecar s JOIN photo p ON p.no = s.photo
WHERE s.sha256 = $1 ORDER BY p.id, s.version, s.source;
