-- What is derived of a photo is made anew.
UPDATE photo SET refreshed = refreshed + 1 WHERE no = $1;
