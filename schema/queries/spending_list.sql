-- What a use counts against, by picture.
SELECT licence, photo, at_us, committed FROM spending WHERE use = $1 ORDER BY licence, photo;
