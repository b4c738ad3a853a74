-- All that is kept, to be held against what was counted.
-- scan: verify reads all of them
SELECT licence, by_photo, from_us, to_us, committed, reserved FROM spending_sum
ORDER BY licence, by_photo, from_us, to_us;
