-- The words of one row. Fields by the fields table.
SELECT tags, headline, caption, alt_text, extended_description, title, byline, credit, source,
  copyright, usage_terms, instructions, licensor, supplier_id, job_id, city, state, country,
  sublocation, keywords, people, event, camera
FROM fulltext WHERE rowid = $1;
