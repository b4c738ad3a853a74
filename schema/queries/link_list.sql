-- Links of a photo, seen from its side.
SELECT p.id, l.kind, l.likeness FROM link l JOIN photo p ON p.no = l.b WHERE l.a = $1
UNION ALL
SELECT p.id, l.kind, l.likeness FROM link l JOIN photo p ON p.no = l.a WHERE l.b = $1
ORDER BY 2, 3 DESC, 1;
