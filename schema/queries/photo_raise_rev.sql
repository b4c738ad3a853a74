-- A photo was changed; its revision is at least $2 then, as the journal recorded it.
UPDATE photo SET rev = CASE WHEN rev + 1 > $2 THEN rev + 1 ELSE $2 END WHERE id = $1;
