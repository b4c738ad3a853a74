-- The other copies of a photo's frame, each once however often it is linked, as they came; in a burst each
-- picture is a frame of its own.
SELECT id FROM photo
 WHERE no IN (SELECT b FROM link WHERE a = $1 AND kind <> 'burst'
              UNION ALL SELECT a FROM link WHERE b = $1 AND kind <> 'burst')
 ORDER BY no;
