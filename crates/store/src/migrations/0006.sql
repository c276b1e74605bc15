-- The server's: evidence files that lie here whole, proved by their hash. What a fact names and is
-- not among them is missing.
CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY,
  size   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The server's: files on their way, one a device; their first bytes lie in the folder `uploads`.
CREATE TABLE upload (
  author     BLOB NOT NULL,
  name       TEXT NOT NULL,
  hash       TEXT NOT NULL,
  size       INTEGER NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (author, name)
) STRICT, WITHOUT ROWID;

-- A tablet's: own files that the server has not said it has whole. n is the entry that named them:
-- the newest go first.
CREATE TABLE file_to_send (
  sha256     TEXT PRIMARY KEY,
  size       INTEGER NOT NULL,
  n          INTEGER NOT NULL,
  thumb_sent INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX file_to_send_newest ON file_to_send (n);
