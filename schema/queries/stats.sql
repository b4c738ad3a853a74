-- Figures of the whole archive, as group, name, number.
-- scan: counts everything; asked for by a person
SELECT 'archive', 'photos', COUNT(*) FROM photo
UNION ALL SELECT 'archive', 'files', COUNT(*) FROM file
UNION ALL SELECT 'archive', 'bytes', COALESCE(SUM(size_bytes), 0) FROM file
UNION ALL SELECT 'archive', 'developed', COALESCE(SUM(developed), 0) FROM file
UNION ALL SELECT 'archive', 'events', COUNT(*) FROM event
UNION ALL SELECT * FROM (SELECT 'state', state, COUNT(*) FROM photo GROUP BY state ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'format', format, COUNT(*) FROM file GROUP BY format ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'supplier', supplier, COUNT(*) FROM file
  WHERE supplier IS NOT NULL GROUP BY supplier ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'link', kind, COUNT(*) FROM link GROUP BY kind ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'job', kind, COUNT(*) FROM job GROUP BY kind ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'finding', code, COUNT(*) FROM finding GROUP BY code ORDER BY 3 DESC, 2);
