-- From now on it is kept.
INSERT INTO spending_sum (licence, by_photo, from_us, to_us, committed, reserved) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (licence, by_photo, from_us, to_us) DO NOTHING;
