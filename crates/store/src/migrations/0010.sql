-- A visit's row is made of its facts when it is asked for, so it is not kept a second time. Which
-- facts those are must therefore be the same in whatever order they came, also where two facts claim
-- one id for different visits.
DROP TABLE visit_fact;
CREATE TABLE visit_fact (
  fact  BLOB NOT NULL,
  visit BLOB NOT NULL,
  PRIMARY KEY (fact, visit)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_fact_by_visit ON visit_fact (visit);
-- The rows are made again once.
DELETE FROM meta WHERE key = 'fold_version';
