-- The instants of a photo, for comparison.
SELECT d.release_us, d.take_down_us, d.expires_us, d.hold_until_us, d.gated
FROM delivery d WHERE d.photo = $1;
