-- What is spent of a licence in one of its quota's periods, kept: with hundreds of thousands of uses behind a quota,
-- counting them for each question takes a second. A sum stands for the uses and photos of its span of time from the
-- moment at which a publisher counted them, and changes with each of them.
CREATE TABLE spending_sum (
  licence TEXT NOT NULL CHECK (licence <> ''),
  by_photo INTEGER NOT NULL CHECK (by_photo IN (0, 1)),
  from_us INTEGER NOT NULL,
  to_us INTEGER NOT NULL,
  committed INTEGER NOT NULL CHECK (committed >= 0),
  reserved INTEGER NOT NULL CHECK (reserved >= 0),
  PRIMARY KEY (licence, by_photo, from_us, to_us)
) STRICT, WITHOUT ROWID;

-- A row is put or taken away; what changes in place would pass by the sums.
CREATE TRIGGER spending_fixed BEFORE UPDATE ON spending BEGIN
  SELECT RAISE(ABORT, 'what a use counts against is taken away and put anew');
END;

-- Of a photo, one use that is committed counts, or else one that is reserved: what its other uses in that time are
-- (1 committed, 0 reserved, none) decides what one more or less changes.
CREATE TRIGGER spending_sum_put AFTER INSERT ON spending BEGIN
  UPDATE spending_sum SET committed = committed + NEW.committed, reserved = reserved + 1 - NEW.committed
  WHERE licence = NEW.licence AND by_photo = 0 AND from_us <= NEW.at_us AND to_us > NEW.at_us;
  UPDATE spending_sum SET
    committed = committed + (NEW.committed = 1 AND coalesce(others.best, 0) = 0),
    reserved = reserved + (NEW.committed = 0 AND others.best IS NULL) - (NEW.committed = 1 AND others.best IS 0)
  FROM (SELECT k.from_us AS since_us, k.to_us AS until_us, (SELECT max(o.committed) FROM spending o
      WHERE o.photo = NEW.photo AND +o.licence = NEW.licence AND o.use <> NEW.use
      AND +o.at_us >= k.from_us AND +o.at_us < k.to_us) AS best
    FROM spending_sum k WHERE k.licence = NEW.licence AND k.by_photo = 1
    AND k.from_us <= NEW.at_us AND k.to_us > NEW.at_us) AS others
  WHERE licence = NEW.licence AND by_photo = 1 AND from_us = others.since_us AND to_us = others.until_us;
END;

CREATE TRIGGER spending_sum_take AFTER DELETE ON spending BEGIN
  UPDATE spending_sum SET committed = committed - OLD.committed, reserved = reserved - 1 + OLD.committed
  WHERE licence = OLD.licence AND by_photo = 0 AND from_us <= OLD.at_us AND to_us > OLD.at_us;
  UPDATE spending_sum SET
    committed = committed - (OLD.committed = 1 AND coalesce(others.best, 0) = 0),
    reserved = reserved - (OLD.committed = 0 AND others.best IS NULL) + (OLD.committed = 1 AND others.best IS 0)
  FROM (SELECT k.from_us AS since_us, k.to_us AS until_us, (SELECT max(o.committed) FROM spending o
      WHERE o.photo = OLD.photo AND +o.licence = OLD.licence AND o.use <> OLD.use
      AND +o.at_us >= k.from_us AND +o.at_us < k.to_us) AS best
    FROM spending_sum k WHERE k.licence = OLD.licence AND k.by_photo = 1
    AND k.from_us <= OLD.at_us AND k.to_us > OLD.at_us) AS others
  WHERE licence = OLD.licence AND by_photo = 1 AND from_us = others.since_us AND to_us = others.until_us;
END;

-- Counted anew, without a look at each row: committed or reserved, in order of time.
DROP INDEX spending_at;
CREATE INDEX spending_at ON spending (licence, committed, at_us);
