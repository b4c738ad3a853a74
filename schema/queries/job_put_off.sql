-- Given back undone, and nobody takes it before then: it was no attempt.
UPDATE job SET holder = NULL, until_us = $2, attempts = MAX(attempts - 1, 0) WHERE no = $1;
