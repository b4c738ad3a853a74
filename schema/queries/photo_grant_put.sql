-- A dated allow or deny; the same again moves its end.
INSERT INTO photo_grant (id, photo, allow, story, outlet, allowed_as, from_us, until_us, reason, who, at_us, covers)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET until_us = excluded.until_us;
