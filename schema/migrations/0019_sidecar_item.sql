-- Thousands of items may speak of one picture: which of its sources one is must not be looked for among all.
CREATE INDEX sidecar_item ON sidecar (photo, version, item, source);
DROP INDEX sidecar_photo;
