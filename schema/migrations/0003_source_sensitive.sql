-- A photo whose source must be protected: what leaves says no finer place than the country and no
-- finer time than the day. Who decided so, when and why is in the events.
ALTER TABLE photo ADD COLUMN source_sensitive INTEGER NOT NULL DEFAULT 0
  CHECK (source_sensitive IN (0, 1));
