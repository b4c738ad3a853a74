-- Photos that still have to be developed.
SELECT p.id, p.id FROM job j JOIN photo p ON p.no = j.photo
WHERE j.kind = 'develop' AND j.version = p.effective;
