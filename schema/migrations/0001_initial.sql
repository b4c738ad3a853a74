-- The record: what was received and what was done. Tables here only ever migrate forward.
-- What is computed from them stands in schema/derived and may be dropped and rebuilt.
-- Checks say OR rather than IN: for a list of more than two, SQLite builds a table a row.
-- Times are integer microseconds UTC; a photo's public id is text, its key inside is `no`.

CREATE TABLE migration (
  version INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  at_us INTEGER NOT NULL,
  program TEXT NOT NULL
) STRICT;

-- Which text each derived table or view was made from.
CREATE TABLE derived (
  name TEXT NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;

CREATE TABLE photo (
  no INTEGER NOT NULL PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
  rev INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
  effective INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL CHECK (state = 'ok' OR state = 'held' OR state = 'killed'),
  state_reason TEXT,
  added_us INTEGER NOT NULL,
  FOREIGN KEY (no, effective) REFERENCES file (photo, version) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- `key` is the fold key of the name.
CREATE TABLE supplier (
  key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
  since_us INTEGER NOT NULL
) STRICT;

-- One received file. `id` is the id that its own hash gives: every version's id finds the photo.
-- `name` is the path as given: bytes, in no known encoding.
CREATE TABLE file (
  photo INTEGER NOT NULL REFERENCES photo (no),
  version INTEGER NOT NULL CHECK (version >= 1),
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  name BLOB NOT NULL,
  supplier TEXT REFERENCES supplier (key),
  supplier_id TEXT,
  ingested_us INTEGER NOT NULL,
  sent_us INTEGER,
  format TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width >= 0),
  height INTEGER NOT NULL CHECK (height >= 0),
  orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
  frames INTEGER NOT NULL CHECK (frames >= 0),
  scans INTEGER NOT NULL CHECK (scans >= 0),
  image_hash BLOB CHECK (image_hash IS NULL OR length(image_hash) = 16),
  digest TEXT NOT NULL
    CHECK (digest = 'absent' OR digest = 'match' OR digest = 'mismatch'),
  has_iptc INTEGER NOT NULL CHECK (has_iptc IN (0, 1)),
  c2pa INTEGER NOT NULL CHECK (c2pa IN (0, 1)),
  charset TEXT,
  charset_rule TEXT,
  developed INTEGER NOT NULL DEFAULT 0 CHECK (developed IN (0, 1)),
  PRIMARY KEY (photo, version)
) STRICT;
CREATE INDEX file_size ON file (size_bytes);
CREATE INDEX file_image ON file (image_hash) WHERE image_hash IS NOT NULL;
CREATE INDEX file_supplier ON file (supplier) WHERE supplier IS NOT NULL;

-- One value as received, with its origin; n keeps the order of reading. Version 0 is an edit:
-- it holds for every version, and says when and who.
CREATE TABLE field (
  photo INTEGER NOT NULL REFERENCES photo (no),
  version INTEGER NOT NULL CHECK (version >= 0),
  n INTEGER NOT NULL CHECK (n >= 0),
  name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin <> ''),
  lang TEXT,
  position INTEGER NOT NULL CHECK (position >= 0),
  value TEXT NOT NULL,
  at_us INTEGER,
  who TEXT,
  PRIMARY KEY (photo, version, n)
) STRICT, WITHOUT ROWID;

-- Version 0: found by resolving, replaced each time.
CREATE TABLE finding (
  photo INTEGER NOT NULL REFERENCES photo (no),
  version INTEGER NOT NULL CHECK (version >= 0),
  n INTEGER NOT NULL CHECK (n >= 0),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (photo, version, n)
) STRICT, WITHOUT ROWID;

-- Kept once, the older photo first.
CREATE TABLE link (
  a INTEGER NOT NULL REFERENCES photo (no),
  b INTEGER NOT NULL REFERENCES photo (no),
  kind TEXT NOT NULL CHECK (kind = 'copy' OR kind = 'probable' OR kind = 'burst'),
  likeness REAL NOT NULL,
  PRIMARY KEY (a, b, kind),
  CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

CREATE TABLE fingerprint (
  photo INTEGER NOT NULL,
  version INTEGER NOT NULL,
  look BLOB NOT NULL,
  PRIMARY KEY (photo, version),
  FOREIGN KEY (photo, version) REFERENCES file (photo, version)
) STRICT;

-- Pictures that are alike share a key.
CREATE TABLE look_key (
  key INTEGER NOT NULL,
  photo INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (key, photo, version),
  FOREIGN KEY (photo, version) REFERENCES fingerprint (photo, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX look_key_photo ON look_key (photo, version);

-- What developing has put into the store.
CREATE TABLE rendition (
  photo INTEGER NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  PRIMARY KEY (photo, version, name),
  FOREIGN KEY (photo, version) REFERENCES file (photo, version)
) STRICT, WITHOUT ROWID;

-- A photo may be killed more than once; it is killed while one of these has not ended.
CREATE TABLE kill (
  no INTEGER NOT NULL PRIMARY KEY,
  photo INTEGER NOT NULL REFERENCES photo (no),
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  who TEXT NOT NULL,
  ended_us INTEGER,
  ended_by TEXT,
  CHECK ((ended_us IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE INDEX kill_photo ON kill (photo, ended_us);

-- Must not be purged, whatever retention says.
CREATE TABLE hold (
  no INTEGER NOT NULL PRIMARY KEY,
  photo INTEGER NOT NULL REFERENCES photo (no),
  reason TEXT NOT NULL,
  until_us INTEGER,
  at_us INTEGER NOT NULL,
  who TEXT NOT NULL,
  ended_us INTEGER,
  ended_by TEXT,
  CHECK ((ended_us IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE INDEX hold_photo ON hold (photo, ended_us);

-- What remains of a purged photo: enough to answer for it and to know it again.
CREATE TABLE tombstone (
  sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
  photo_id TEXT NOT NULL CHECK (length(photo_id) = 16),
  reason TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE INDEX tombstone_photo ON tombstone (photo_id);

-- Who did what. The chain runs over digests of the payloads, so that a payload can be erased
-- (personal data) and the chain still verifies; nothing else of an event may change.
CREATE TABLE event (
  seq INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 1),
  at_us INTEGER NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT,
  payload TEXT,
  payload_sha256 BLOB NOT NULL CHECK (length(payload_sha256) = 32),
  digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE INDEX event_subject ON event (subject, seq) WHERE subject IS NOT NULL;

CREATE TRIGGER event_keep BEFORE DELETE ON event BEGIN
  SELECT RAISE(ABORT, 'events are never deleted');
END;
CREATE TRIGGER event_fixed BEFORE UPDATE ON event
WHEN NEW.payload IS NOT NULL OR NEW.seq IS NOT OLD.seq OR NEW.at_us IS NOT OLD.at_us
  OR NEW.who IS NOT OLD.who OR NEW.kind IS NOT OLD.kind OR NEW.subject IS NOT OLD.subject
  OR NEW.payload_sha256 IS NOT OLD.payload_sha256 OR NEW.digest IS NOT OLD.digest
BEGIN
  SELECT RAISE(ABORT, 'of an event only the payload can be erased');
END;

-- Work in the queue. A lease is over at until_us; 0 = never leased or given back.
CREATE TABLE job (
  no INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  photo INTEGER NOT NULL,
  version INTEGER NOT NULL,
  holder TEXT,
  until_us INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  UNIQUE (kind, photo, version),
  FOREIGN KEY (photo, version) REFERENCES file (photo, version)
) STRICT;
CREATE INDEX job_free ON job (kind, until_us, no);
CREATE INDEX job_holder ON job (holder) WHERE holder IS NOT NULL;
CREATE INDEX job_file ON job (photo, version);
