-- What delivery asks of every photo.
-- scan: once, when a daemon starts
SELECT p.id, p.rev, p.state, p.source_sensitive, d.release_us, d.take_down_us,
  EXISTS (SELECT 1 FROM job j WHERE j.kind = 'develop' AND j.photo = p.no AND j.version = p.effective),
  EXISTS (SELECT 1 FROM use u WHERE u.photo = p.no AND u.state = 'published'),
  d.hold_until_us, d.gated
FROM photo p LEFT JOIN delivery d ON d.photo = p.no;
