-- A file as the program reads it.
CREATE VIEW file_row AS
SELECT p.id AS photo_id, f.version, f.sha256, f.size_bytes, f.name, f.supplier, f.supplier_id,
  f.ingested_us, f.sent_us, f.format, f.width, f.height, f.orientation, f.frames, f.scans,
  f.image_hash, f.digest, f.has_iptc, f.c2pa, f.charset, f.charset_rule, f.developed,
  p.no AS photo, p.effective
FROM file f JOIN photo p ON p.no = f.photo;
