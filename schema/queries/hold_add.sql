-- A photo must not be purged.
INSERT INTO hold (photo, reason, until_us, at_us, who)
SELECT no, $2, $3, $4, $5 FROM photo WHERE id = $1;
