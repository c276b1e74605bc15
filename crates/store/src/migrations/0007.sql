-- What the fold left is found by a small index and not by itself: in a table without rowids SQLite
-- reads a whole row, some thousand bytes over several pages, only to compare its key with another.
DROP TABLE fold_row;
CREATE TABLE fold_row (
  n    INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key  TEXT NOT NULL,
  doc  TEXT NOT NULL,
  UNIQUE (kind, key)
) STRICT;

-- One character is a prefix of many words: without an index of its own, all that have it are
-- gathered and merged before the first is shown.
DROP TABLE visit_search;
CREATE VIRTUAL TABLE visit_search USING fts5 (
  words, content = '', contentless_delete = 1, prefix = '1',
  tokenize = "unicode61 remove_diacritics 0"
);

-- The rows are made again once.
DELETE FROM meta WHERE key = 'fold_version';
