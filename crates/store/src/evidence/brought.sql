SELECT coalesce(admission.root, brought.author) FROM brought
LEFT JOIN admission ON admission.author = brought.author
WHERE brought.sha256 = ?1
