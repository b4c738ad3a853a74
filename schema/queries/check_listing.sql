-- Photos, and rows that are computed from them.
-- scan: counts everything; asked for by a check
SELECT (SELECT COUNT(*) FROM photo), (SELECT COUNT(*) FROM listing), (SELECT COUNT(*) FROM facet);
