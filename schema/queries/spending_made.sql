-- Uses of one photo that count against a licence; without one use.
SELECT count(*) FROM use u JOIN spending s ON s.use = u.id
WHERE u.photo = $2 AND s.licence = $1 AND u.id <> $3;
