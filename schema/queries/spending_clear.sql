-- A use counts against nothing any more.
DELETE FROM spending WHERE use = $1;
