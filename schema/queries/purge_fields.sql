-- Everything that was received and written of a photo.
DELETE FROM field WHERE photo = $1;
