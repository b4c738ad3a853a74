-- How one photo counts against a licence in a span of time: 1 committed, 0 reserved; no row: not at all.
-- The uses of the photo first (few), then each in the licence: a planner without figures walks the period.
SELECT max(s.committed) FROM use u CROSS JOIN spending s
WHERE u.photo = $4 AND s.use = u.id AND s.licence = $1 AND s.at_us >= $2 AND s.at_us < $3 GROUP BY u.photo;
