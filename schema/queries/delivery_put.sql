-- The instants of a photo, replacing those before.
INSERT INTO delivery (photo, release_us, take_down_us, expires_us) VALUES ($1, $2, $3, $4)
ON CONFLICT (photo) DO UPDATE SET release_us = excluded.release_us, take_down_us = excluded.take_down_us,
  expires_us = excluded.expires_us;
