-- What the received values of a version should add up to.
SELECT received_digest FROM file WHERE photo = $1 AND version = $2;
