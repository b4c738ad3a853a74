-- What the next photos say of their origin, value by value, and what was derived from it.
-- scan: the page of photos that the inner query found
SELECT p.no, p.id, f.supplier, c.body, e.field, e.value, e.origin,
  EXISTS (SELECT 1 FROM field w WHERE w.photo = p.no AND w.version = 0) AS written
FROM (SELECT no, id, effective FROM photo WHERE no > $1 ORDER BY no LIMIT $2) p
JOIN file f ON f.photo = p.no AND f.version = p.effective
LEFT JOIN credit c ON c.photo = p.no
LEFT JOIN effective e ON e.photo = p.no
  AND e.field IN ('credit', 'byline', 'byline_title', 'source', 'copyright', 'caption', 'instructions', 'usage_terms')
ORDER BY p.no, e.n;
