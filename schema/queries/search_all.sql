-- Newest photos.
-- scan: reads from the end, no further than the page asked for
SELECT l.id, l.ingested_us, l.headline, l.caption, l.byline, l.credit, l.date_taken, l.supplier,
  l.format, l.state, l.place, l.width, l.height, l.developed, l.sha256
FROM listing l ORDER BY l.at DESC LIMIT $1 OFFSET $2;
