-- Rows of the full-text table.
-- scan: counts everything; asked for by a check
SELECT COUNT(*) FROM fulltext;
