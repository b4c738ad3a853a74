-- Merge all parts of the full-text index into one.
INSERT INTO fulltext (fulltext) VALUES ('optimize');
