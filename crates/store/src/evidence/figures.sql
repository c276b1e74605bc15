WITH lacking AS (
  SELECT sha256, max(size) AS size FROM fact_file
  WHERE sha256 NOT IN (SELECT sha256 FROM blob) GROUP BY sha256
)
SELECT
  (SELECT count(*) FROM blob),
  (SELECT coalesce(sum(size), 0) FROM blob),
  (SELECT count(*) FROM lacking),
  (SELECT coalesce(sum(size), 0) FROM lacking),
  (SELECT count(DISTINCT visit_fact.visit) FROM visit_fact
   JOIN fact_file ON fact_file.fact = visit_fact.fact
   WHERE fact_file.sha256 IN (SELECT sha256 FROM lacking))
