-- A story went out.
INSERT INTO publication (story, at_us, who, url, json) VALUES ($1, $2, $3, $4, $5);
