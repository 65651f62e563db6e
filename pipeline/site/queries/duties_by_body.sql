-- vi: Nhiệm vụ của một cơ quan
-- en: Duties of a responsible body
-- note_vi: body là một phần tên, không cần dấu.
-- note_en: A part of the body's name; it needs no accents.
SELECT b.name AS body, a.role, d.province, a.deadline, a.every, a.section, p.text AS duty, d.label AS document,
  a.id AS assignment_id, a.document_id
FROM assignments a
JOIN bodies b ON b.id = a.body_id
JOIN documents d ON d.id = a.document_id
LEFT JOIN passages p ON p.id = a.passage_id
WHERE d.is_copy = 0
  AND a.body_id IN (SELECT id FROM bodies WHERE rowid IN (SELECT rowid FROM bodies_fts WHERE bodies_fts MATCH match_query(:body)))
ORDER BY b.name, d.province, a.year, a.start
