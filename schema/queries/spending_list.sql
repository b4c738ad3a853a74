-- What a use counts against.
SELECT licence, at_us, committed FROM spending WHERE use = $1 ORDER BY licence;
