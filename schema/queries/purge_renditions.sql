-- What developing made of a photo.
DELETE FROM rendition WHERE photo = $1;
