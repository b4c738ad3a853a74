-- What rests on a licence is looked at picture by picture; so a picture is read once for all its uses.
CREATE INDEX spending_order ON spending (licence, photo, use);
