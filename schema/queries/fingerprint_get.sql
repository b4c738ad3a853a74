-- What a picture is compared by.
SELECT f.look FROM photo p JOIN fingerprint f ON f.photo = p.no
WHERE p.id = $1 AND f.version = CASE $2 WHEN 0 THEN p.effective ELSE $2 END;
