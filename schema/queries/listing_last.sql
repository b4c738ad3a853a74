-- The last row used of one microsecond.
SELECT MAX(at) FROM listing WHERE at BETWEEN $1 AND $2;
