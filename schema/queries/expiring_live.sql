-- Published uses that came to rest on a licence before an instant, by picture, after one. A use that rests on it by
-- several parts stands with the first of them.
SELECT s.photo, s.use FROM spending s JOIN use u ON u.id = s.use
WHERE s.licence = $1 AND (s.photo, s.use) > ($2, $3) AND s.committed = 1 AND s.at_us < $4 AND u.state = 'published'
AND NOT EXISTS (SELECT 1 FROM spending o WHERE o.licence = $1 AND o.use = s.use AND o.photo < s.photo
  AND o.committed = 1 AND o.at_us < $4)
ORDER BY s.photo, s.use LIMIT $5;
