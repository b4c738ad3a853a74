-- What was decided about the words of a photo.
SELECT key, decided, code, operand, why, who, at_us FROM restriction_decision
WHERE photo = $1 ORDER BY key;
