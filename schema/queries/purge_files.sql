-- There is nothing developed of a photo any more.
UPDATE file SET developed = 0, name = CAST('purged' AS BLOB) WHERE photo = $1;
