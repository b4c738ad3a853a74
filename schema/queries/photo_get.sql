-- One photo.
SELECT id, rev, effective, state, state_reason, added_us FROM photo WHERE id = $1;
