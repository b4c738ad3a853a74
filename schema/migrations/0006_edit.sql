-- Of an edit (version 0): what was received when it was written, joined by line ends; "" = nothing.
-- If a later version or side-car says something else, the edit hides a correction.
ALTER TABLE field ADD COLUMN base TEXT;
