-- Two photos belong together; the later word on their likeness counts.
INSERT INTO link (a, b, kind, likeness) VALUES ($1, $2, $3, $4)
ON CONFLICT (a, b, kind) DO UPDATE SET likeness = excluded.likeness;
