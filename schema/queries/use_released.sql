-- Does a published use show this photo?
SELECT 1 FROM use WHERE photo = (SELECT no FROM photo WHERE id = $1) AND state = 'published' LIMIT 1;
