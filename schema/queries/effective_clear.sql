-- Effective values are replaced each time.
DELETE FROM effective WHERE photo = $1;
