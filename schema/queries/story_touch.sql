-- A use in a story was changed.
UPDATE story SET rev = rev + 1 WHERE no = $1;
