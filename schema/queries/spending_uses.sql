-- Uses that count against a licence in a span of time: committed, reserved; without one use. A place that a draft
-- holds is its own: those that came after it take none from it.
SELECT coalesce(sum(s.committed), 0), count(*) - coalesce(sum(s.committed), 0) FROM spending s
WHERE s.licence = $1 AND s.at_us >= $2 AND s.at_us < $3 AND s.use <> $4
AND (s.committed <> 0 OR (s.at_us, s.use) < (coalesce((SELECT min(o.at_us) FROM spending o
  WHERE o.use = $4 AND o.licence = $1 AND o.committed = 0), 9223372036854775807), $4));
