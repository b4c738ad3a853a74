-- Items beside one picture: each is a source by itself, and its newer versions take the place of its own older
-- ones; a file may hold several. Before, whatever came later took the place of all.
CREATE TABLE sidecar_of (
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  photo INTEGER NOT NULL,
  version INTEGER NOT NULL,
  source INTEGER NOT NULL CHECK (source > 0),
  item TEXT NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  name BLOB NOT NULL,
  kind TEXT NOT NULL,
  guid TEXT,
  item_version INTEGER NOT NULL DEFAULT 0,
  pubstatus TEXT,
  sent_us INTEGER,
  ingested_us INTEGER NOT NULL,
  PRIMARY KEY (sha256, photo, version, source),
  FOREIGN KEY (photo, version) REFERENCES file (photo, version)
) STRICT, WITHOUT ROWID;
INSERT INTO sidecar_of (sha256, photo, version, source, item, size_bytes, name, kind, guid, item_version, pubstatus,
  sent_us, ingested_us)
SELECT sha256, photo, version, 1, coalesce(guid, kind), size_bytes, name, kind, guid, item_version, pubstatus, sent_us,
  ingested_us
FROM sidecar;
DROP TABLE sidecar;
ALTER TABLE sidecar_of RENAME TO sidecar;
CREATE INDEX sidecar_photo ON sidecar (photo, version);
