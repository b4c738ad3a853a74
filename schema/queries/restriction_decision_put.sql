-- Decide about the words of a photo; the newest decision counts.
INSERT INTO restriction_decision (photo, key, decided, code, operand, why, who, at_us)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (photo, key) DO UPDATE SET
  decided = excluded.decided, code = excluded.code, operand = excluded.operand, why = excluded.why,
  who = excluded.who, at_us = excluded.at_us;
