INSERT INTO brought (sha256, author)
  SELECT DISTINCT named.value, entry.author
  FROM entry, json_tree(CASE WHEN json_valid(CAST(entry.payload AS TEXT))
                        THEN CAST(entry.payload AS TEXT) ELSE '[]' END) AS named
  WHERE instr(entry.payload, CAST('"sha256"' AS BLOB)) > 0
    AND named.key = 'sha256' AND named.type = 'text';
