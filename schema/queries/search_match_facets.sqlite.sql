-- What is counted, of the newest matches.
SELECT f.supplier, f.byline, f.country, f.year, f.format
FROM (SELECT rowid AS at FROM fulltext WHERE fulltext MATCH $1 ORDER BY rowid DESC LIMIT $2) matches
CROSS JOIN facet f WHERE f.at = matches.at;
