-- What a digest holds is written anew.
DELETE FROM story_part WHERE digest = $1;
