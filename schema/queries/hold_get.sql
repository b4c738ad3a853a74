-- The newest hold that has not ended.
SELECT h.reason, h.until_us, h.at_us, h.who
FROM hold h JOIN photo p ON p.no = h.photo
WHERE p.id = $1 AND h.ended_us IS NULL ORDER BY h.no DESC LIMIT 1;
