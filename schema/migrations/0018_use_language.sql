-- In which language a text of the archive was taken into a use: it stays so when the story keeps it as its own.
-- NULL = the story's.
ALTER TABLE use ADD COLUMN lang_headline TEXT;
ALTER TABLE use ADD COLUMN lang_caption TEXT;
ALTER TABLE use ADD COLUMN lang_alt_text TEXT;
ALTER TABLE use ADD COLUMN lang_credit TEXT;
