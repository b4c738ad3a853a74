-- Of a holder that died: the attempt counts.
UPDATE job SET holder = NULL, until_us = 0 WHERE holder = $1;
