-- What headquarters carries is its author's.
SELECT fact_file.size, coalesce(entry.origin, entry.author),
  coalesce(admission.root, entry.origin, entry.author), entry.payload
FROM fact_file JOIN entry ON entry.fact = fact_file.fact
LEFT JOIN admission ON admission.author = coalesce(entry.origin, entry.author)
WHERE fact_file.sha256 = ?1 AND entry.payload IS NOT NULL AND entry.set_aside IS NULL
ORDER BY entry.n
