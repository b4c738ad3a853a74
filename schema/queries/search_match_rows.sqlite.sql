-- What matches a full-text expression; whoever counts stops where it is enough.
SELECT rowid FROM fulltext WHERE fulltext MATCH $1;
