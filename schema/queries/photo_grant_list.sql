-- What people allowed and forbade of a photo, oldest first.
SELECT id, allow, story, outlet, allowed_as, from_us, until_us, reason, who, at_us, covers FROM photo_grant
WHERE photo = $1 ORDER BY at_us, id;
