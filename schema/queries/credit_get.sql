-- What the credit of a photo says.
SELECT c.canonical, c.matched, c.deliverer, c.id_supplier, c.id_scheme, c.id_value,
  c.id_version, c.body, c.rules
FROM photo p JOIN credit c ON c.photo = p.no WHERE p.id = $1;
