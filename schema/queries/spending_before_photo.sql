-- The same by photos that no committed use has counted already.
SELECT count(DISTINCT s.photo) FROM spending s
WHERE s.licence = $1 AND s.committed = 0 AND s.at_us >= $2 AND s.at_us < $3 AND s.photo <> $4
AND (s.at_us, s.photo) < ($5, $4)
AND NOT EXISTS (SELECT 1 FROM spending o WHERE o.photo = s.photo AND +o.licence = $1 AND +o.committed = 1
  AND +o.at_us >= $2 AND +o.at_us < $3);
