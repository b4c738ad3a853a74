-- Places that other drafts hold in a span of time and came to before one of a use's own: those that came after it take
-- none from it.
SELECT count(*) FROM spending s
WHERE s.licence = $1 AND s.committed = 0 AND s.at_us >= $2 AND s.at_us < $3 AND s.use <> $4
AND (s.at_us, s.use) < ($5, $4);
