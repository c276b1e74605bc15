INSERT OR REPLACE INTO finding
  (id, visit, visit_key, site, category, nature, severity, open, standing, state, township, unit, due)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
