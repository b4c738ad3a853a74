-- The same by photos, of which one use that is committed counts.
SELECT (SELECT count(DISTINCT c.photo) FROM spending c
  WHERE c.licence = $1 AND c.committed = 1 AND c.at_us >= $2 AND c.at_us < $3),
(SELECT count(DISTINCT r.photo) FROM spending r
  WHERE r.licence = $1 AND r.committed = 0 AND r.at_us >= $2 AND r.at_us < $3
  AND NOT EXISTS (SELECT 1 FROM spending o WHERE o.photo = r.photo AND +o.licence = $1 AND +o.committed = 1
    AND +o.at_us >= $2 AND +o.at_us < $3));
