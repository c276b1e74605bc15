WITH lacking AS (
  SELECT sha256, max(size) AS size FROM fact_file
  WHERE sha256 NOT IN (SELECT sha256 FROM blob) GROUP BY sha256
),
telling AS (
  SELECT DISTINCT fact FROM fact_file WHERE sha256 IN (SELECT sha256 FROM lacking)
)
SELECT
  (SELECT count(*) FROM blob),
  (SELECT coalesce(sum(size), 0) FROM blob),
  (SELECT count(*) FROM lacking),
  (SELECT coalesce(sum(size), 0) FROM lacking),
  -- Not through the view visit_fact: what counts over it goes through all visits.
  (SELECT count(*) FROM (
     SELECT visit.id FROM telling CROSS JOIN visit ON visit.id = telling.fact
     UNION SELECT visit FROM telling CROSS JOIN visit_addition USING (fact)))
