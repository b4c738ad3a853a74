-- Where the chain ends.
-- scan: reads one row, from the end
SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1;
