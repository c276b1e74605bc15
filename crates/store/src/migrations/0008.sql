-- What Today asks of each site is answered by an index alone: when it was visited, and what is open
-- there. Without it each visit and each finding of a site was read as a row.
DROP INDEX visit_by_site;
CREATE INDEX visit_by_site ON visit (site, key, visited_on, campaign);
DROP INDEX finding_open_by_site;
CREATE INDEX finding_open_by_site ON finding (site, severity, nature, open) WHERE open = 1;
