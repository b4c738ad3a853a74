-- The instants of a photo, replacing those before.
INSERT INTO delivery (photo, release_us, take_down_us, expires_us, hold_until_us, gated)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (photo) DO UPDATE SET release_us = excluded.release_us, take_down_us = excluded.take_down_us,
  expires_us = excluded.expires_us, hold_until_us = excluded.hold_until_us, gated = excluded.gated;
