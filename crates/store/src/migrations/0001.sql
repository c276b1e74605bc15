-- What the device itself knows: who it is, its server, its cursor.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row an author. signed_seq and signature are the newest head that the author signed.
CREATE TABLE journal (
  author         BLOB PRIMARY KEY CHECK (length(author) = 16),
  public_key     BLOB NOT NULL CHECK (length(public_key) = 32),
  role           TEXT NOT NULL CHECK (role IN ('headquarters', 'inspector')),
  name           TEXT NOT NULL DEFAULT '',
  seq            INTEGER NOT NULL DEFAULT 0,
  head           BLOB NOT NULL CHECK (length(head) = 32),
  signed_seq     INTEGER,
  signed_head    BLOB,
  signature      BLOB,
  confirmed      INTEGER NOT NULL DEFAULT 0,
  backed_up      INTEGER NOT NULL DEFAULT 0,
  closed         TEXT
) STRICT, WITHOUT ROWID;

-- The journals themselves. n is the order in which this store took them in.
CREATE TABLE entry (
  n            INTEGER PRIMARY KEY AUTOINCREMENT,
  author       BLOB NOT NULL REFERENCES journal (author),
  seq          INTEGER NOT NULL,
  payload      BLOB,
  payload_hash BLOB NOT NULL CHECK (length(payload_hash) = 32),
  chain_hash   BLOB NOT NULL CHECK (length(chain_hash) = 32),
  fact         BLOB,
  set_aside    TEXT,
  UNIQUE (author, seq)
) STRICT;
CREATE INDEX entry_by_fact ON entry (fact) WHERE fact IS NOT NULL;
CREATE INDEX entry_set_aside ON entry (set_aside, author) WHERE set_aside IS NOT NULL;

-- Checklists that headquarters has published, known as soon as the entry is durable.
CREATE TABLE known_checklist (
  hash TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What is still being typed.
CREATE TABLE draft (
  id           BLOB PRIMARY KEY,
  site         BLOB NOT NULL,
  doc          TEXT NOT NULL,
  saved_at     TEXT NOT NULL,
  discarded_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_by_site ON draft (site);

-- Entries that the projections take in although their cursor is past them.
CREATE TABLE redo (
  n INTEGER PRIMARY KEY
) STRICT;

-- Everything below is a fold over the journals: it can be dropped and rebuilt.
CREATE TABLE fold_row (
  kind TEXT NOT NULL,
  key  TEXT NOT NULL,
  doc  TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE division (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  id             BLOB PRIMARY KEY,
  division       TEXT NOT NULL,
  kind           TEXT NOT NULL,
  name           TEXT NOT NULL,
  code           TEXT,
  initials       TEXT NOT NULL,
  in_service_from TEXT,
  withdrawn_from TEXT,
  merged_into    BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX site_by_division ON site (division, name);

-- key orders by the visit's time and is the rowid of visit_search.
CREATE TABLE visit (
  key        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  site       BLOB NOT NULL,
  division   TEXT NOT NULL,
  township   TEXT,
  kind       TEXT NOT NULL,
  campaign   BLOB,
  visited_on TEXT NOT NULL
) STRICT;
CREATE INDEX visit_by_site ON visit (site, key);
CREATE INDEX visit_by_township ON visit (township, key);
CREATE INDEX visit_by_kind ON visit (kind, key);
CREATE INDEX visit_by_campaign ON visit (campaign, key) WHERE campaign IS NOT NULL;

CREATE TABLE visit_inspector (
  name TEXT NOT NULL,
  key  INTEGER NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_inspector_by_key ON visit_inspector (key);

-- Which facts make a visit: its seal, corrections, supplements.
CREATE TABLE visit_fact (
  fact  BLOB PRIMARY KEY,
  visit BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_fact_by_visit ON visit_fact (visit);

CREATE TABLE finding (
  id        BLOB PRIMARY KEY,
  visit     BLOB NOT NULL,
  visit_key INTEGER NOT NULL,
  site      BLOB NOT NULL,
  category  TEXT NOT NULL,
  nature    TEXT NOT NULL,
  severity  INTEGER NOT NULL,
  open      INTEGER NOT NULL,
  standing  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_by_visit ON finding (visit);
CREATE INDEX finding_open_by_site ON finding (site, severity) WHERE open = 1;
CREATE INDEX finding_by_category ON finding (category, visit_key) WHERE standing = 1;

CREATE VIRTUAL TABLE visit_search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

-- The server's: who may enrol, and the tokens of who has. Neither is kept as it was given out.
CREATE TABLE enrol_code (
  hash       BLOB PRIMARY KEY,
  division   TEXT NOT NULL,
  uses_left  INTEGER NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  author       BLOB PRIMARY KEY,
  token_hash   BLOB NOT NULL UNIQUE,
  code_hash    BLOB NOT NULL,
  name         TEXT NOT NULL,
  divisions    TEXT NOT NULL,
  predecessors TEXT NOT NULL DEFAULT '[]',
  admitted_at  TEXT NOT NULL,
  retired      TEXT
) STRICT, WITHOUT ROWID;
