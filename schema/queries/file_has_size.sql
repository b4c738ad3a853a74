-- Is there any file of this size?
SELECT EXISTS (SELECT 1 FROM file WHERE size_bytes = $1);
