-- Findings are listed by where they stand and by deadline, and need not come from a visit; what
-- followed from them is kept beside.
DROP TABLE finding;
CREATE TABLE finding (
  id        BLOB PRIMARY KEY,
  visit     BLOB,
  -- The visit's key, or one made of when it was received.
  visit_key INTEGER NOT NULL,
  site      BLOB NOT NULL,
  category  TEXT NOT NULL,
  nature    TEXT NOT NULL,
  severity  INTEGER NOT NULL,
  open      INTEGER NOT NULL,
  standing  INTEGER NOT NULL,
  state     TEXT NOT NULL,
  township  TEXT,
  unit      TEXT,
  -- What lists are sorted by: the deadline of what is open, then what is open without one, then
  -- the rest.
  due       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_by_visit ON finding (visit);
CREATE INDEX finding_open_by_site ON finding (site, severity) WHERE open = 1;
CREATE INDEX finding_by_category ON finding (category, visit_key) WHERE standing = 1;
CREATE INDEX finding_at_site ON finding (site, category, visit_key) WHERE standing = 1;
CREATE INDEX finding_by_due ON finding (nature, due, -visit_key, id);

CREATE TABLE disposition (
  id    BLOB PRIMARY KEY,
  visit BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX disposition_by_visit ON disposition (visit);

-- A disposition may name several findings.
CREATE TABLE disposition_finding (
  disposition BLOB NOT NULL,
  finding     BLOB NOT NULL,
  PRIMARY KEY (finding, disposition)
) STRICT, WITHOUT ROWID;
CREATE INDEX disposition_finding_by_disposition ON disposition_finding (disposition);

CREATE TABLE tally (
  id       BLOB PRIMARY KEY,
  site     BLOB NOT NULL,
  township TEXT,
  day      TEXT NOT NULL,
  shift    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_by_day ON tally (day, township, site);

CREATE TABLE day_report (
  id  BLOB PRIMARY KEY,
  day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX day_report_by_day ON day_report (day);

-- Findings in the order of their visits, page by page: what an export reads. Not by nature first:
-- there are two of them, and the planner takes an index that begins so for a good one.
CREATE INDEX finding_by_key ON finding (visit_key);

-- When a tablet was heard of last, so that headquarters sees which are silent.
ALTER TABLE device ADD COLUMN seen_at TEXT;
