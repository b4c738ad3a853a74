-- Compare the full-text index with its content; fails if they differ.
INSERT INTO fulltext (fulltext) VALUES ('integrity-check');
