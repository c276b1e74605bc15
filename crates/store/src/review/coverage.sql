-- ?1: today; ?2: the first day on which a visit counts, or ''.
SELECT
  substr(site.division, 1, 9) AS township,
  count(*) AS due,
  count(*) FILTER (WHERE EXISTS (
    SELECT 1 FROM visit WHERE visit.site = site.id AND visit.visited_on >= ?2
  )) AS done
FROM site
WHERE merged_into IS NULL
  AND length(site.division) >= 9
  AND (in_service_from IS NULL OR in_service_from <= ?1)
  AND (withdrawn_from IS NULL OR withdrawn_from > ?1)
GROUP BY township
ORDER BY township
