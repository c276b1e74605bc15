-- Whose word counts: what headquarters has said of journals, known as soon as its entry is durable.
-- place is where the admission stands in headquarters' chain, over all its journals; root is the first
-- journal of the line of successors. A tablet notes its own succession before headquarters has heard
-- of it: without a place.
CREATE TABLE admission (
  author     BLOB PRIMARY KEY CHECK (length(author) = 16),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  role       TEXT NOT NULL,
  name       TEXT NOT NULL,
  place      INTEGER,
  before     BLOB,
  root       BLOB NOT NULL,
  -- Each that it was ever admitted for, as JSON.
  divisions  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX admission_by_root ON admission (root);

-- What headquarters calls an author; the last word in its chain.
CREATE TABLE author_name (
  author BLOB PRIMARY KEY,
  name   TEXT NOT NULL,
  place  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to where each journal stood when headquarters adopted the rules of whose word counts. Before that
-- word the rules of before hold.
CREATE TABLE adopted (
  author BLOB PRIMARY KEY,
  seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which payload stands under an id that two claim; the last word in headquarters' chain.
CREATE TABLE contested (
  fact   BLOB PRIMARY KEY,
  stands BLOB NOT NULL CHECK (length(stands) = 32),
  place  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose payloads headquarters' journal carries, and where in that one's own journal their hashes stand.
CREATE TABLE carried (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  of   BLOB NOT NULL CHECK (length(of) = 16),
  seq  INTEGER
) STRICT, WITHOUT ROWID;
-- What headquarters erased, in whichever journal it stands: nothing brings it back.
CREATE TABLE erased (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;
-- Files that nothing names since, and that are still to go.
CREATE TABLE erased_file (
  sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The server's: whose device brought the bytes of a file, or showed that it has them. A fact opens a file
-- only if its author did: else naming a foreign hash would open another township's photo. What is here
-- counts as brought by everybody who names it. That stands in the payloads: the rows of which fact names
-- which file may be in the making.
CREATE TABLE brought (
  sha256 TEXT NOT NULL,
  author BLOB NOT NULL,
  PRIMARY KEY (sha256, author)
) STRICT, WITHOUT ROWID;
INSERT INTO brought (sha256, author)
  SELECT DISTINCT named.value, entry.author
  FROM entry, json_tree(CASE WHEN json_valid(CAST(entry.payload AS TEXT))
                        THEN CAST(entry.payload AS TEXT) ELSE '[]' END) AS named
  WHERE EXISTS (SELECT 1 FROM blob)
    AND instr(entry.payload, CAST('"sha256"' AS BLOB)) > 0
    AND named.key = 'sha256' AND named.type = 'text'
    AND named.value IN (SELECT sha256 FROM blob);

-- Heads that authors signed, one a push, each with the server's receipt for it where there is one: so a
-- visit can be proved alone, by the few hashes from its entry to the next of them. Of a journal of before
-- the newest head is known.
CREATE TABLE signed_head (
  author       BLOB NOT NULL CHECK (length(author) = 16),
  seq          INTEGER NOT NULL,
  hash         BLOB NOT NULL CHECK (length(hash) = 32),
  signature    BLOB NOT NULL CHECK (length(signature) = 64),
  -- The receipt's own fields, and whose it is.
  epoch        TEXT,
  backed_up_to INTEGER,
  received_at  TEXT,
  -- As JSON; mostly nothing was.
  set_aside    TEXT,
  receipt      BLOB,
  server_key   BLOB,
  PRIMARY KEY (author, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO signed_head (author, seq, hash, signature)
  SELECT author, signed_seq, signed_head, signature FROM journal WHERE signed_seq > 0;

-- What a receipt lists, without going through all that its author ever wrote.
CREATE INDEX entry_set_aside_of ON entry (author, seq) WHERE set_aside IS NOT NULL;

-- Visits whose date is doubted, or was decided not to count: they are no site's last visit and count to
-- no day. There are few or none, so whoever asks for either passes them over by their keys.
CREATE TABLE visit_in_doubt (
  key      INTEGER PRIMARY KEY,
  visit    BLOB NOT NULL UNIQUE,
  rejected INTEGER NOT NULL
) STRICT;

-- The server's: how far a tablet's clock is off, as measured here. A table of its own, for it is
-- measured again when it is lost.
CREATE TABLE device_drift (
  author      BLOB PRIMARY KEY,
  drift_ms    INTEGER NOT NULL,
  measured_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose an entry is that another's journal carries.
ALTER TABLE entry ADD COLUMN origin BLOB;

-- The rows are made again once, and with each version stands whose word it is.
DELETE FROM meta WHERE key = 'fold_version';
