-- Dated allows and denies, to be held against the events.
-- scan: verify reads all of them
SELECT p.id, g.id, g.allow, g.story, g.outlet, g.allowed_as, g.from_us, g.until_us, g.reason, g.who, g.at_us,
  g.covers
FROM photo_grant g JOIN photo p ON p.no = g.photo ORDER BY p.id, g.id;
