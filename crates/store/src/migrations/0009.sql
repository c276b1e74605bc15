-- How many findings stand where is counted in the index of their order, and no finding is read for it.
DROP INDEX finding_by_due;
CREATE INDEX finding_by_due ON finding (nature, due, -visit_key, id, state);
