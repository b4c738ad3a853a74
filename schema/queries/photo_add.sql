-- A new photo; its first file follows in the same transaction.
INSERT INTO photo (no, id, state, state_reason, added_us) VALUES ($1, $2, $3, $4, $5);
