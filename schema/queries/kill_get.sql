-- The newest kill of a photo that has not ended.
SELECT k.kind, k.reason, k.at_us, k.who FROM kill k
WHERE k.photo = (SELECT no FROM photo WHERE id = $1) AND k.ended_us IS NULL
ORDER BY k.no DESC LIMIT 1;
