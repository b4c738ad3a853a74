-- Whoever gets this row may tell the follower something; the lease ends by itself.
UPDATE follower SET until_us = $3 WHERE name = $1 AND until_us <= $2 AND next_us <= $2;
