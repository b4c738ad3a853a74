-- What a page is, and where in it a picture stands: what is for editorial use, or was bought for one place, is judged
-- by it. NULL = as the outlet is; NULL = not said.
ALTER TABLE story ADD COLUMN section TEXT;
ALTER TABLE use ADD COLUMN placement TEXT;
