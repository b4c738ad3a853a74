-- The words of each photo, a column for each searchable field of the fields table, and its tags.
-- All text in here are tokens that cl_text_tokens() and cl_query_tags() made, blank between them:
-- the tokenizer only has to split at blanks, so every character that a tag may hold is a token
-- character. bm25 is not used, so no column sizes are kept.
-- Edition 2: supplier and date of capture are listed together, too.
CREATE VIRTUAL TABLE fulltext USING fts5 (
  headline, caption, alt_text, extended_description, title, byline, credit, source, copyright,
  usage_terms, instructions, licensor, supplier_id, job_id, city, state, country, sublocation,
  keywords, people, event, camera, tags,
  tokenize = "ascii tokenchars '=_-.:/+#@%&~!*<>,;|?$^'",
  columnsize = 0
);
