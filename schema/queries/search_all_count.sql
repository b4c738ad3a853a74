-- How many photos are listed.
-- scan: a count of all; it reads the narrowest index
SELECT COUNT(*) FROM listing;
