-- How far somebody outside has been told of the events: one row a hook. It belongs to this catalog and
-- is not restored: who is new is told from then on. Times are for trying again and for who tries now.
CREATE TABLE follower (
  name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_us INTEGER NOT NULL DEFAULT 0,
  until_us INTEGER NOT NULL DEFAULT 0
) STRICT;
