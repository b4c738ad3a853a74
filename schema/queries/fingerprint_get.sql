-- What a picture is compared by. Without a version that of the photo: of the version that counts, or,
-- until that one is developed, of the last one that is (all have the same coded picture).
SELECT f.look FROM photo p JOIN fingerprint f ON f.photo = p.no
WHERE p.id = $1 AND f.version = CASE $2 WHEN 0 THEN COALESCE(
  (SELECT e.version FROM fingerprint e WHERE e.photo = p.no AND e.version = p.effective),
  (SELECT MAX(l.version) FROM fingerprint l WHERE l.photo = p.no)) ELSE $2 END;
