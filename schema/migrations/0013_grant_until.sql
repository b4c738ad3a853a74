-- What a person allowed for a time: the nightly look-ahead asks which of it ends.
CREATE INDEX photo_grant_until ON photo_grant (until_us, photo) WHERE until_us IS NOT NULL AND allow = 1;
