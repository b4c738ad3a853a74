-- How one photo counts against a licence in a span of time: committed, reserved, 1 in all; the first place that it
-- holds by a draft. By the few rows of the photo (hence the plus): a planner without figures walks all of the licence.
SELECT coalesce(max(s.committed = 1 AND s.at_us >= $2 AND s.at_us < $3), 0),
coalesce(max(s.at_us >= $2 AND s.at_us < $3) > max(s.committed = 1 AND s.at_us >= $2 AND s.at_us < $3), 0),
coalesce(min(CASE WHEN s.committed = 0 THEN s.at_us END), 9223372036854775807)
FROM spending s WHERE s.photo = $4 AND +s.licence = $1;
