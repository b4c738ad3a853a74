-- A photo as it is listed and counted.
SELECT l.at, l.ingested_us, l.taken, l.headline, l.caption, l.byline, l.credit, l.date_taken,
  l.supplier, l.format, l.state, l.place, l.width, l.height, l.developed, l.sha256, l.id,
  a.taken, a.supplier, a.byline, a.country, a.year, a.format, v.sha256
FROM photo p JOIN listing l ON l.photo = p.no JOIN facet a ON a.at = l.at
JOIN file v ON v.photo = p.no AND v.version = p.effective
WHERE p.id = $1;
