-- Which reasons a decision sets aside: those that stood when it was made, or that it names. NULL: it was made before
-- that was recorded.
ALTER TABLE photo_grant ADD COLUMN covers TEXT;
