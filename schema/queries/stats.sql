-- Figures of the whole archive, as group, name, number. Credit alarm: among the newest photos (a quarter, at
-- most 1,000) a supplier's credits that no rule knows are far more than they were.
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
UNION ALL SELECT * FROM (SELECT 'unrecognised credits', COALESCE(f.supplier, '(nobody)'), COUNT(*)
  FROM credit c JOIN photo p ON p.no = c.photo JOIN file f ON f.photo = p.no AND f.version = p.effective
  WHERE c.matched = 0 GROUP BY f.supplier ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'unrecognised credits, per cent', COALESCE(f.supplier, '(nobody)'),
    (100 * SUM(CASE WHEN c.matched = 0 THEN 1 ELSE 0 END) + COUNT(*) / 2) / COUNT(*)
  FROM credit c JOIN photo p ON p.no = c.photo JOIN file f ON f.photo = p.no AND f.version = p.effective
  GROUP BY f.supplier HAVING SUM(CASE WHEN c.matched = 0 THEN 1 ELSE 0 END) > 0 ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'credit alarm', supplier, new_bad
  FROM (SELECT f.supplier AS supplier,
      SUM(CASE WHEN p.no > m.edge THEN 1 ELSE 0 END) AS new_all,
      SUM(CASE WHEN p.no > m.edge AND c.matched = 0 THEN 1 ELSE 0 END) AS new_bad,
      SUM(CASE WHEN p.no <= m.edge THEN 1 ELSE 0 END) AS old_all,
      SUM(CASE WHEN p.no <= m.edge AND c.matched = 0 THEN 1 ELSE 0 END) AS old_bad
    FROM credit c JOIN photo p ON p.no = c.photo JOIN file f ON f.photo = p.no AND f.version = p.effective,
      (SELECT MAX(no) - CASE WHEN MAX(no) < 4000 THEN MAX(no) / 4 ELSE 1000 END AS edge FROM photo) m
    WHERE f.supplier IS NOT NULL GROUP BY f.supplier) s
  WHERE new_bad >= 10 AND old_all >= 50 AND new_bad * 1.0 / new_all > 0.1 + 2.0 * old_bad / old_all ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'link', kind, COUNT(*) FROM link GROUP BY kind ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'job', kind, COUNT(*) FROM job GROUP BY kind ORDER BY 3 DESC, 2)
UNION ALL SELECT * FROM (SELECT 'finding', code, COUNT(*) FROM finding GROUP BY code ORDER BY 3 DESC, 2);
