-- How one use counts against a licence in a span of time: 1 committed, 0 reserved; no row: not at all.
SELECT s.committed FROM spending s
WHERE s.licence = $1 AND s.at_us >= $2 AND s.at_us < $3 AND s.use = $4;
