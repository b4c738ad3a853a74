-- A photo leaves the listing.
DELETE FROM listing WHERE at = $1;
