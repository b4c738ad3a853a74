-- How often what is derived of a photo was made anew: who computed from it beforehand sees whether that still counts.
ALTER TABLE photo ADD COLUMN refreshed INTEGER NOT NULL DEFAULT 0;
