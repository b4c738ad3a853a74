-- What the credit of a photo says, in place of what it said before. VALUES, not SELECT: a statement that might
-- write several rows opens a savepoint, and each savepoint makes the full text write out all that it holds.
INSERT INTO credit (photo, canonical, matched, deliverer, id_supplier, id_scheme, id_value, id_version,
  body, rules)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (photo) DO UPDATE SET canonical = excluded.canonical, matched = excluded.matched,
  deliverer = excluded.deliverer, id_supplier = excluded.id_supplier, id_scheme = excluded.id_scheme,
  id_value = excluded.id_value, id_version = excluded.id_version, body = excluded.body, rules = excluded.rules;
