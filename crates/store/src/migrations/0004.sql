-- Where a site stands, in degrees of WGS-84, so that lists can begin with what is nearest.
ALTER TABLE site ADD COLUMN latitude REAL;
ALTER TABLE site ADD COLUMN longitude REAL;
-- The rows are made again once, and take their positions over.
DELETE FROM meta WHERE key = 'fold_version';
