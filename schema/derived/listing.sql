-- One row a photo, as lists and search results show it. `at` = microsecond of ingest * 256 + n:
-- row order is date order, here, in `facet` and in `fulltext`, which share it.
CREATE TABLE listing (
  at INTEGER NOT NULL PRIMARY KEY,
  photo INTEGER NOT NULL UNIQUE,
  id TEXT NOT NULL,
  ingested_us INTEGER NOT NULL,
  taken TEXT NOT NULL,
  headline TEXT,
  caption TEXT,
  byline TEXT,
  credit TEXT,
  date_taken TEXT,
  supplier TEXT,
  format TEXT NOT NULL,
  state TEXT NOT NULL,
  place TEXT,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  developed INTEGER NOT NULL,
  sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX listing_taken ON listing (taken, at);
