-- A photo leaves the counted columns.
DELETE FROM facet WHERE at = $1;
