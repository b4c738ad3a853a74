-- A photo of which only the id is known, in a catalog that is never kept.
INSERT INTO photo (id, state, added_us) VALUES ($1, 'held', 0);
