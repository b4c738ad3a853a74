-- What is counted, of the newest photos.
-- scan: reads from the end, a fixed number of rows
SELECT f.supplier, f.byline, f.country, f.year, f.format FROM facet f ORDER BY f.at DESC LIMIT $1;
