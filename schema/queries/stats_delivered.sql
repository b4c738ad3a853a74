-- Photos that nobody killed or holds, by who delivered them: the supplier's folder, else the credit's organisation.
-- scan: counts everything; asked for by a person
SELECT 'delivered by', COALESCE(f.supplier, c.deliverer), COUNT(*)
FROM photo p JOIN file f ON f.photo = p.no AND f.version = p.effective LEFT JOIN credit c ON c.photo = p.no
WHERE p.state = 'ok' AND COALESCE(f.supplier, c.deliverer) IS NOT NULL
GROUP BY COALESCE(f.supplier, c.deliverer) ORDER BY 3 DESC, 2;
