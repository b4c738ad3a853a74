-- The received values of a version have changed: a side-car came.
UPDATE file SET received_digest = $3 WHERE photo = $1 AND version = $2;
