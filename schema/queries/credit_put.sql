-- What the credit of a photo says, in place of what it said before.
INSERT INTO credit (photo, canonical, matched, deliverer, id_supplier, id_scheme, id_value, id_version,
  body, rules)
SELECT no, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM photo WHERE id = $1
ON CONFLICT (photo) DO UPDATE SET canonical = excluded.canonical, matched = excluded.matched,
  deliverer = excluded.deliverer, id_supplier = excluded.id_supplier, id_scheme = excluded.id_scheme,
  id_value = excluded.id_value, id_version = excluded.id_version, body = excluded.body, rules = excluded.rules;
