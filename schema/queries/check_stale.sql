-- Are there photos, but none is listed?
-- scan: reads one row of each table
SELECT EXISTS (SELECT 1 FROM photo) AND NOT EXISTS (SELECT 1 FROM listing);
