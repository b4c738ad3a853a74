-- Uses that count against a licence in a span of time: committed, reserved.
SELECT (SELECT count(*) FROM spending c
  WHERE c.licence = $1 AND c.committed = 1 AND c.at_us >= $2 AND c.at_us < $3),
(SELECT count(*) FROM spending r
  WHERE r.licence = $1 AND r.committed = 0 AND r.at_us >= $2 AND r.at_us < $3);
