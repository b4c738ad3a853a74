-- How far a follower is.
SELECT seq, attempts FROM follower WHERE name = $1;
