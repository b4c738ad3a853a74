-- Matches of a full-text expression, latest taken first.
-- The narrow table is joined and sorted; CROSS JOIN, so that no plan ever probes the index a row.
SELECT l.id, l.ingested_us, l.headline, l.caption, l.byline, l.credit, l.date_taken, l.supplier,
  l.format, l.state, l.place, l.width, l.height, l.developed, l.sha256
FROM (SELECT f.at, f.taken FROM fulltext CROSS JOIN facet f
      WHERE fulltext MATCH $1 AND f.at = fulltext.rowid
      ORDER BY f.taken DESC, f.at DESC LIMIT $2 OFFSET $3) matches
CROSS JOIN listing l WHERE l.at = matches.at ORDER BY matches.taken DESC, matches.at DESC;
