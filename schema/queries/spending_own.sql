-- How one use counts against a licence in a span of time: committed, reserved; the place that it holds as a draft, at
-- whatever time.
SELECT coalesce(sum(s.committed = 1 AND s.at_us >= $2 AND s.at_us < $3), 0),
coalesce(sum(s.committed = 0 AND s.at_us >= $2 AND s.at_us < $3), 0),
coalesce(min(CASE WHEN s.committed = 0 THEN s.at_us END), 9223372036854775807)
FROM spending s WHERE s.licence = $1 AND s.use = $4;
