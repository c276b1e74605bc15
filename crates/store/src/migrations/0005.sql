-- Findings in the order of their visits, page by page: what an export reads. Not by nature first:
-- there are two of them, and the planner takes an index that begins so for a good one.
CREATE INDEX finding_by_key ON finding (visit_key);
