-- Everything that was found about a photo.
DELETE FROM finding WHERE photo = $1;
