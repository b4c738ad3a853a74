-- What is true now of each photo, value by value.
CREATE TABLE effective (
  photo INTEGER NOT NULL,
  n INTEGER NOT NULL,
  field TEXT NOT NULL,
  position INTEGER NOT NULL,
  lang TEXT,
  value TEXT NOT NULL,
  origin TEXT NOT NULL,
  PRIMARY KEY (photo, n)
) STRICT, WITHOUT ROWID;
