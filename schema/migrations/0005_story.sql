-- Stories, and the uses of photos in them: what a story says of a photo lies over it and never
-- changes it. A digest holds stories. What is said of each in events is the whole row.

CREATE TABLE story (
  no INTEGER NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  title TEXT,
  outlet TEXT,
  language TEXT,
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'published' OR state = 'unpublished'),
  url TEXT,
  rev INTEGER NOT NULL CHECK (rev >= 1),
  added_us INTEGER NOT NULL,
  published_us INTEGER
) STRICT;
CREATE INDEX story_added ON story (added_us);

-- `position` is one order with that of the uses.
CREATE TABLE story_part (
  digest INTEGER NOT NULL REFERENCES story (no),
  part INTEGER NOT NULL REFERENCES story (no),
  position INTEGER NOT NULL,
  PRIMARY KEY (digest, part),
  CHECK (digest <> part)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_part_part ON story_part (part);

-- printed_…: for this story, NULL = as the archive says. seen_…: what the archive said when somebody
-- last looked at the use; where it says otherwise now, the story is to be told.
CREATE TABLE use (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 20),
  story INTEGER NOT NULL REFERENCES story (no),
  photo INTEGER NOT NULL REFERENCES photo (no),
  position INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state = 'reserved' OR state = 'published' OR state = 'removed'),
  channel TEXT,
  partner TEXT,
  of_use TEXT,
  printed_headline TEXT,
  printed_caption TEXT,
  printed_alt_text TEXT,
  printed_credit TEXT,
  seen_headline TEXT,
  seen_caption TEXT,
  seen_alt_text TEXT,
  seen_credit TEXT,
  crop_x INTEGER NOT NULL,
  crop_y INTEGER NOT NULL,
  crop_width INTEGER NOT NULL CHECK (crop_width >= 0),
  crop_height INTEGER NOT NULL CHECK (crop_height >= 0),
  added_us INTEGER NOT NULL,
  published_us INTEGER,
  removed_us INTEGER
) STRICT;
CREATE INDEX use_story ON use (story, position);
CREATE INDEX use_photo ON use (photo, added_us);

-- What went out, each time: who let it, by which rules, and what exactly (JSON).
CREATE TABLE publication (
  no INTEGER NOT NULL PRIMARY KEY,
  story INTEGER NOT NULL REFERENCES story (no),
  at_us INTEGER NOT NULL,
  who TEXT NOT NULL,
  url TEXT,
  json TEXT NOT NULL
) STRICT;
CREATE INDEX publication_story ON publication (story, at_us);

-- A use counts against the quota of a licence: reserved by a draft, committed by publication.
CREATE TABLE spending (
  licence TEXT NOT NULL CHECK (licence <> ''),
  use TEXT NOT NULL REFERENCES use (id),
  at_us INTEGER NOT NULL,
  committed INTEGER NOT NULL CHECK (committed IN (0, 1)),
  PRIMARY KEY (licence, use)
) STRICT, WITHOUT ROWID;
CREATE INDEX spending_at ON spending (licence, at_us);
CREATE INDEX spending_use ON spending (use);
