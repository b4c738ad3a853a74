-- When a story was taken off: its uses went with it, and come back with it.
ALTER TABLE story ADD COLUMN unpublished_us INTEGER;
