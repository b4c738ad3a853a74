-- A new follower hears what comes from now on.
INSERT INTO follower (name, seq) SELECT $1, COALESCE(MAX(seq), 0) FROM event WHERE true
ON CONFLICT (name) DO NOTHING;
