DELETE FROM fold_row;
DELETE FROM division;
DELETE FROM site;
DELETE FROM visit;
DELETE FROM visit_inspector;
DELETE FROM visit_fact;
DELETE FROM finding;
DELETE FROM redo;
INSERT INTO visit_search (visit_search) VALUES ('delete-all');
