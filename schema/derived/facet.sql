-- The columns of `listing` that are counted or sorted by, narrow: thousands of them are read at once.
CREATE TABLE facet (
  at INTEGER NOT NULL PRIMARY KEY,
  taken TEXT NOT NULL,
  supplier TEXT,
  byline TEXT,
  country TEXT,
  year TEXT,
  format TEXT NOT NULL
) STRICT;
