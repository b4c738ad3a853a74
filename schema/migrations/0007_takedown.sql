-- What a kill asks of whom: where the picture stands or went, who must act, and whether that is
-- confirmed. The numbers are said in the event of the kill, so that a rebuild keeps them.
CREATE TABLE takedown (
  no INTEGER NOT NULL PRIMARY KEY CHECK (no >= 1),
  photo INTEGER NOT NULL REFERENCES photo (no),
  actor TEXT NOT NULL CHECK (actor <> ''),
  target TEXT NOT NULL,
  detail TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  done_us INTEGER,
  done_by TEXT,
  note TEXT,
  CHECK ((done_us IS NULL) = (done_by IS NULL))
) STRICT;
CREATE INDEX takedown_photo ON takedown (photo, no);
CREATE INDEX takedown_open ON takedown (no) WHERE done_us IS NULL;
