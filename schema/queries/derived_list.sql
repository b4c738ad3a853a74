-- Which texts the derived tables were made from.
-- scan: a handful of rows
SELECT name, sha256 FROM derived;
