-- A supplier is known from its first picture.
INSERT INTO supplier (key, since_us) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING;
