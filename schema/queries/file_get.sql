-- One version of a photo; 0 = the effective one.
SELECT * FROM file_row
WHERE photo_id = $1 AND version = CASE $2 WHEN 0 THEN effective ELSE $2 END;
