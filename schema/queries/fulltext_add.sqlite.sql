-- The words of a photo. Parameters: row, tags, then the fields by the fields table.
INSERT INTO fulltext (rowid, tags, headline, caption, alt_text, extended_description, title, byline,
  credit, source, copyright, usage_terms, instructions, licensor, supplier_id, job_id, city, state,
  country, sublocation, keywords, people, event, camera)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
  $21, $22, $23, $24);
