-- Which files a fact names, corrected and superseded ones among them: a file is cleaned up only
-- when nothing names it any more.
CREATE TABLE fact_file (
  fact   BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  size   INTEGER NOT NULL,
  PRIMARY KEY (fact, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_file_by_hash ON fact_file (sha256);
-- The rows are made again once, and their files are noted on the way.
DELETE FROM meta WHERE key = 'fold_version';
