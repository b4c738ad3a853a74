-- Side-cars and agency items that joined a picture. Their bytes are in the store under their hash;
-- their values stand in `field` with origin sidecar. One file may say something of many pictures.

CREATE TABLE sidecar (
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  photo INTEGER NOT NULL,
  version INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  name BLOB NOT NULL,
  kind TEXT NOT NULL,
  guid TEXT,
  item_version INTEGER NOT NULL DEFAULT 0,
  pubstatus TEXT,
  sent_us INTEGER,
  ingested_us INTEGER NOT NULL,
  PRIMARY KEY (sha256, photo, version),
  FOREIGN KEY (photo, version) REFERENCES file (photo, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX sidecar_photo ON sidecar (photo, version);

-- Side-cars name their pictures.
CREATE INDEX file_name ON file (name);
