-- Who holds leases on jobs of a kind.
SELECT DISTINCT holder FROM job WHERE kind = $1 AND holder IS NOT NULL;
