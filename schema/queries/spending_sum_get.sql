-- What is kept of a licence and a span of time: committed, reserved.
SELECT committed, reserved FROM spending_sum WHERE licence = $1 AND by_photo = $2 AND from_us = $3 AND to_us = $4;
