-- The instants of a photo that delivery obeys: not before, not after. NULL = none that is certain.
CREATE TABLE delivery (
  photo INTEGER NOT NULL PRIMARY KEY,
  release_us INTEGER,
  take_down_us INTEGER
) STRICT;
