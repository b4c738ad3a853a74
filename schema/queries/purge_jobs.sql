-- What is still to be done with a photo.
DELETE FROM job WHERE photo = $1;
