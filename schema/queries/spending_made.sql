-- Uses of one photo that count against a licence; without one use. From the photo's few uses on: from the
-- licence's side a planner without figures walks them all.
SELECT count(*) FROM use u CROSS JOIN spending s
WHERE u.photo = $2 AND s.use = u.id AND s.licence = $1 AND u.id <> $3;
