-- The payload of an event is gone for good; its digest keeps the chain.
UPDATE event SET payload = NULL WHERE seq = $1;
