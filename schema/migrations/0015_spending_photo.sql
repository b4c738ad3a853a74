-- A use of a composite counts against the licences of its parts, too: for each picture by itself. By its id:
-- what was spent stays spent when a picture is lost.
CREATE TABLE spending_of (
  licence TEXT NOT NULL CHECK (licence <> ''),
  use TEXT NOT NULL REFERENCES use (id),
  photo TEXT NOT NULL CHECK (photo <> ''),
  at_us INTEGER NOT NULL,
  committed INTEGER NOT NULL CHECK (committed IN (0, 1)),
  PRIMARY KEY (licence, use, photo)
) STRICT, WITHOUT ROWID;
INSERT INTO spending_of (licence, use, photo, at_us, committed)
SELECT s.licence, s.use, p.id, s.at_us, s.committed
FROM spending s JOIN use u ON u.id = s.use JOIN photo p ON p.no = u.photo;
DROP TABLE spending;
ALTER TABLE spending_of RENAME TO spending;
CREATE INDEX spending_at ON spending (licence, at_us);
CREATE INDEX spending_use ON spending (use);
CREATE INDEX spending_photo ON spending (photo, licence);
