-- Is a photo linked to another copy of its frame?
SELECT EXISTS (SELECT 1 FROM link WHERE a = $1 AND kind <> 'burst')
    OR EXISTS (SELECT 1 FROM link WHERE b = $1 AND kind <> 'burst');
