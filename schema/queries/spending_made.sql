-- Uses of one photo that count against a licence; without one use.
SELECT count(*) FROM spending s WHERE s.photo = $2 AND s.licence = $1 AND s.use <> $3;
