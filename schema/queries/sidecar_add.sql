-- An item beside one picture; of two versions of it in one file the newer stands.
INSERT INTO sidecar (sha256, photo, version, size_bytes, name, kind, guid, item_version, pubstatus,
  sent_us, ingested_us, source, item)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT DO UPDATE SET item_version = excluded.item_version, pubstatus = excluded.pubstatus,
  sent_us = excluded.sent_us
WHERE excluded.item_version > item_version;
