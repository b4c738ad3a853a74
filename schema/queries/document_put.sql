-- Set a document; its revision grows.
INSERT INTO document (kind, id, rev, json, at_us, who)
VALUES ($1, $2, 1, $3, $4, $5)
ON CONFLICT (kind, id) DO UPDATE SET
  rev = document.rev + 1, json = excluded.json, at_us = excluded.at_us, who = excluded.who;
