-- Given back undone: it was no attempt.
UPDATE job SET holder = NULL, until_us = 0, attempts = MAX(attempts - 1, 0) WHERE holder = $1;
