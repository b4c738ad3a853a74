-- A supplier's kill names its picture id: found at once, in any number of photos.
CREATE INDEX file_picture ON file (supplier_id) WHERE supplier_id IS NOT NULL;
