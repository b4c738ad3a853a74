-- What people write that is no photo: licences, outlets, suppliers' settings, templates, codes,
-- pick lists. A JSON text each, whole; the event that set it carries the same text.
CREATE TABLE document (
  kind TEXT NOT NULL CHECK (kind <> ''),
  id TEXT NOT NULL CHECK (id <> ''),
  rev INTEGER NOT NULL CHECK (rev >= 1),
  json TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
