-- A photo was changed.
UPDATE photo SET rev = rev + 1 WHERE no = $1;
