-- The key of the next photo, one more than there are: none is ever deleted. Asked for inside the writing
-- transaction, which is the only one; RETURNING would cost as much as a dozen of the rows that follow.
SELECT COALESCE(MAX(no), 0) + 1 FROM photo;
