-- Where the newest matches of a full-text expression stand in the listing.
SELECT rowid FROM fulltext WHERE fulltext MATCH $1 ORDER BY rowid DESC LIMIT $2;
