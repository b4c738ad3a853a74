-- One received file.
INSERT INTO file (photo, version, id, sha256, size_bytes, name, supplier, supplier_id, ingested_us,
  sent_us, format, width, height, orientation, frames, scans, image_hash, digest, has_iptc, c2pa,
  charset, charset_rule, developed, received_digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
  $21, $22, $23, $24);
