-- The instants of a photo, for comparison.
SELECT d.release_us, d.take_down_us, d.expires_us FROM delivery d WHERE d.photo = $1;
