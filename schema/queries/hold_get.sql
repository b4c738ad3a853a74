-- The hold of a photo that lasts longest of those that are in force at an instant.
SELECT h.reason, h.until_us, h.at_us, h.who
FROM hold h JOIN photo p ON p.no = h.photo
WHERE p.id = $1 AND h.ended_us IS NULL AND (h.until_us IS NULL OR h.until_us > $2)
ORDER BY h.until_us IS NULL DESC, h.until_us DESC, h.no DESC LIMIT 1;
