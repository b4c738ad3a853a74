-- How one use counts against a licence in a span of time: committed, reserved.
SELECT coalesce(sum(s.committed), 0), count(*) - coalesce(sum(s.committed), 0) FROM spending s
WHERE s.licence = $1 AND s.at_us >= $2 AND s.at_us < $3 AND s.use = $4;
