-- Published uses that came to rest on a licence before an instant, in order, after one.
SELECT DISTINCT s.use FROM spending s JOIN use u ON u.id = s.use
WHERE s.licence = $1 AND s.use > $2 AND s.committed = 1 AND s.at_us < $3 AND u.state = 'published'
ORDER BY s.use LIMIT $4;
