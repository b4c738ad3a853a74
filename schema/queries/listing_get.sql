-- A photo as lists show it, by its place.
SELECT id, ingested_us, headline, caption, byline, credit, date_taken, supplier, format, state, place,
  width, height, developed, sha256 FROM listing WHERE at = $1;
