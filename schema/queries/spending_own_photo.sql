-- How one photo counts against a licence in a span of time: committed, reserved; 1 in all.
SELECT coalesce(max(s.committed), 0), count(*) > 0 AND max(s.committed) = 0 FROM spending s
WHERE s.photo = $4 AND s.licence = $1 AND s.at_us >= $2 AND s.at_us < $3;
