-- Licences that uses were counted against and that are not on file any more.
WITH RECURSIVE matches (licence) AS (
  SELECT min(licence) FROM spending
  UNION ALL
  SELECT (SELECT min(s.licence) FROM spending s WHERE s.licence > matches.licence) FROM matches
  WHERE matches.licence IS NOT NULL
)
SELECT licence FROM matches WHERE licence IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM document d WHERE d.kind = 'licence' AND d.id = matches.licence);
