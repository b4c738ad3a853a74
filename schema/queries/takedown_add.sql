-- Ask somebody to take a picture down.
INSERT INTO takedown (no, photo, actor, target, detail, at_us) VALUES ($1, $2, $3, $4, $5, $6);
