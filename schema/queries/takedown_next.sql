-- The number that the next one gets.
SELECT coalesce(max(no), 0) + 1 FROM takedown;
