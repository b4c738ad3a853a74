-- Whose takedown is it?
SELECT p.id FROM takedown t JOIN photo p ON p.no = t.photo WHERE t.no = $1;
