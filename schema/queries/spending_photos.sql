-- The same by photos, of which one use that is committed counts; without one photo.
SELECT coalesce(sum(matches.committed), 0), count(*) - coalesce(sum(matches.committed), 0) FROM (
  SELECT max(s.committed) AS committed FROM spending s
  WHERE s.licence = $1 AND s.at_us >= $2 AND s.at_us < $3 AND s.photo <> $4
  AND (s.committed <> 0 OR (s.at_us, s.photo) < (coalesce((SELECT min(o.at_us) FROM spending o
    WHERE o.photo = $4 AND +o.licence = $1 AND o.committed = 0), 9223372036854775807), $4))
  GROUP BY s.photo) AS matches;
