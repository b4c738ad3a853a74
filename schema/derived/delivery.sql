-- What delivery obeys, of a photo and of all that it is made of. The instants: not before, not after; after
-- which nobody may use it anew; not while it is on legal hold. NULL = none that is certain. And whether
-- one of them waits for an editor or protects its source.
CREATE TABLE delivery (
  photo INTEGER NOT NULL PRIMARY KEY,
  release_us INTEGER,
  take_down_us INTEGER,
  expires_us INTEGER,
  hold_until_us INTEGER,
  gated INTEGER NOT NULL CHECK (gated IN (0, 1))
) STRICT;
CREATE INDEX delivery_take_down ON delivery (take_down_us) WHERE take_down_us IS NOT NULL;
CREATE INDEX delivery_expires ON delivery (expires_us) WHERE expires_us IS NOT NULL;
