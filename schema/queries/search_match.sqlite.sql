-- Newest matches of a full-text expression.
SELECT l.id, l.ingested_us, l.headline, l.caption, l.byline, l.credit, l.date_taken, l.supplier,
  l.format, l.state, l.place, l.width, l.height, l.developed, l.sha256
FROM (SELECT rowid AS at FROM fulltext WHERE fulltext MATCH $1
      ORDER BY rowid DESC LIMIT $2 OFFSET $3) matches
CROSS JOIN listing l WHERE l.at = matches.at ORDER BY l.at DESC;
