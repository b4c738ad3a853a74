-- Uses that rest on a licence, by a picture or by a part of one, in order, after one, which have not been removed.
SELECT DISTINCT s.use FROM spending s JOIN use u ON u.id = s.use
WHERE s.licence = $1 AND s.use > $2 AND u.state <> 'removed' ORDER BY s.use LIMIT $3;
