-- What people decided about the words of a picture, and what they allowed or forbade by themselves.
-- A decision holds for the words (their key), not for a rule; the newest one counts.

CREATE TABLE restriction_decision (
  photo INTEGER NOT NULL REFERENCES photo (no),
  key TEXT NOT NULL CHECK (length(key) = 8),
  decided TEXT NOT NULL CHECK (decided = 'confirmed' OR decided = 'dismissed'),
  code TEXT,
  operand TEXT,
  why TEXT NOT NULL,
  who TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (photo, key)
) STRICT, WITHOUT ROWID;

-- Dated allow or deny of one photo.
CREATE TABLE photo_grant (
  id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  photo INTEGER NOT NULL REFERENCES photo (no),
  allow INTEGER NOT NULL CHECK (allow IN (0, 1)),
  story TEXT,
  outlet TEXT,
  allowed_as TEXT,
  from_us INTEGER NOT NULL,
  until_us INTEGER,
  reason TEXT NOT NULL CHECK (reason <> ''),
  who TEXT NOT NULL,
  at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_grant_photo ON photo_grant (photo, at_us);
