-- What delivery asks of every photo.
-- scan: once, when a daemon starts
SELECT p.id, p.rev, p.state, p.source_sensitive, d.release_us, d.take_down_us,
  EXISTS (SELECT 1 FROM job j WHERE j.kind = 'develop' AND j.photo = p.no AND j.version = p.effective),
  EXISTS (SELECT 1 FROM use u WHERE u.photo = p.no AND u.state = 'published'),
  (SELECT MAX(COALESCE(h.until_us, 9223372036854775807)) FROM hold h
    WHERE h.photo = p.no AND h.ended_us IS NULL)
FROM photo p LEFT JOIN delivery d ON d.photo = p.no;
