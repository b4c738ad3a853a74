-- A use counts against a licence.
INSERT INTO spending (licence, use, at_us, committed) VALUES ($1, $2, $3, $4)
ON CONFLICT (licence, use) DO UPDATE SET at_us = excluded.at_us, committed = excluded.committed;
