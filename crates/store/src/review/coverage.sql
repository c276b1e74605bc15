-- ?1: today; ?2 and ?3: the first and the last day on which a visit counts; ?4: the round that a
-- visit names to count whenever it was, or NULL.
SELECT
  site.id, site.name, site.kind, site.division,
  (
    -- By its key, since the first that counts ends the search.
    SELECT visit.visited_on FROM visit WHERE visit.site = site.id
      AND visit.key NOT IN (SELECT key FROM visit_in_doubt)
      AND (visit.visited_on BETWEEN ?2 AND ?3 OR visit.campaign = ?4)
    ORDER BY visit.key LIMIT 1
  ) AS first_visited_on
FROM site
WHERE merged_into IS NULL
  AND length(site.division) >= 9
  AND (in_service_from IS NULL OR in_service_from <= ?1)
  AND (withdrawn_from IS NULL OR withdrawn_from > ?1)
ORDER BY site.division
