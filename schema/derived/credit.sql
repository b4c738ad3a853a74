-- What the credit of a photo says by the rules, and which picture of which supplier it is.
CREATE TABLE credit (
  photo INTEGER NOT NULL PRIMARY KEY,
  canonical TEXT NOT NULL,
  matched INTEGER NOT NULL,
  deliverer TEXT,
  id_supplier TEXT,
  id_scheme TEXT,
  id_value TEXT,
  id_version TEXT,
  body TEXT NOT NULL,
  rules TEXT NOT NULL
) STRICT;
CREATE INDEX credit_picture ON credit (id_supplier, id_scheme, id_value) WHERE id_value IS NOT NULL;
