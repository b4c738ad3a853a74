-- What stood at an address: asked for by who received a letter about it.
CREATE INDEX publication_url ON publication (url) WHERE url IS NOT NULL;
