-- What holds the received values of a version together: values that were lost together with all that
-- is derived from them are missed. NULL: written before this was kept.
ALTER TABLE file ADD COLUMN received_digest BLOB
  CHECK (received_digest IS NULL OR length(received_digest) = 16);
