-- Uses that rest on a licence, by a picture or by a part of one, which have not been removed: by picture, after one. A
-- use that rests on it by several parts stands with the first of them.
SELECT s.photo, s.use FROM spending s JOIN use u ON u.id = s.use
WHERE s.licence = $1 AND (s.photo, s.use) > ($2, $3) AND u.state <> 'removed'
AND NOT EXISTS (SELECT 1 FROM spending o WHERE o.licence = $1 AND o.use = s.use AND o.photo < s.photo)
ORDER BY s.photo, s.use LIMIT $4;
