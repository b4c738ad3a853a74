-- How one photo counts against a licence in a span of time: committed, reserved; 1 in all. By the few rows of
-- the photo (hence the plus): a planner without figures walks all of the licence in that time.
SELECT coalesce(max(s.committed), 0), count(*) > 0 AND max(s.committed) = 0 FROM spending s
WHERE s.photo = $4 AND +s.licence = $1 AND +s.at_us >= $2 AND +s.at_us < $3;
