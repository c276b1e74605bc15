-- What people stated differently, so that a list of it need not read every row.
CREATE TABLE conflict (
  kind TEXT NOT NULL,
  key  TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
-- The rows are made again once, and their conflicts are noted on the way.
DELETE FROM meta WHERE key = 'fold_version';
