-- One photo.
SELECT id, rev, effective, state, state_reason, added_us, source_sensitive, refreshed FROM photo WHERE id = $1;
