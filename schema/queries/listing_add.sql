-- A photo as lists show it.
INSERT INTO listing (at, photo, id, ingested_us, taken, headline, caption, byline, credit,
  date_taken, supplier, format, state, place, width, height, developed, sha256)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);
