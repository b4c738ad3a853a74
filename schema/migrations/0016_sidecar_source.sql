-- Side-cars of one picture that are not one item: each is a source by itself, and its newer items take the place
-- of its own older ones. Before, whatever came later took the place of all.
ALTER TABLE sidecar ADD COLUMN source INTEGER NOT NULL DEFAULT 1 CHECK (source > 0);
