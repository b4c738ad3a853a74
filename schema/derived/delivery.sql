-- The instants of a photo that delivery obeys: not before, not after; and after which nobody may use it
-- anew. NULL = none that is certain.
CREATE TABLE delivery (
  photo INTEGER NOT NULL PRIMARY KEY,
  release_us INTEGER,
  take_down_us INTEGER,
  expires_us INTEGER
) STRICT;
CREATE INDEX delivery_take_down ON delivery (take_down_us) WHERE take_down_us IS NOT NULL;
CREATE INDEX delivery_expires ON delivery (expires_us) WHERE expires_us IS NOT NULL;
