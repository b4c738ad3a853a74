-- A photo as it is counted and sorted.
INSERT INTO facet (at, taken, supplier, byline, country, year, format)
VALUES ($1, $2, $3, $4, $5, $6, $7);
