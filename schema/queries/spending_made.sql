-- Uses of one photo that count against a licence; without one use. A place that a draft holds is its own, as in
-- spending_uses.sql. By the few rows of the photo (hence the plus).
SELECT count(*) FROM spending s WHERE s.photo = $2 AND +s.licence = $1 AND s.use <> $3
AND (s.committed <> 0 OR (s.at_us, s.use) < (coalesce((SELECT min(o.at_us) FROM spending o
  WHERE o.use = $3 AND o.licence = $1 AND o.photo = $2 AND o.committed = 0), 9223372036854775807), $3));
