-- How many match a full-text expression.
SELECT COUNT(*) FROM fulltext WHERE fulltext MATCH $1;
