-- vi: Văn bản và những gì chúng viện dẫn
-- en: Documents and what they cite
SELECT d.label AS document, c.relation, c.doc_type, c.number, c.date, c.issuer, h.label AS held_document, c.quote,
  c.document_id, c.cited_document_id
FROM citations c
JOIN documents d ON d.id = c.document_id
LEFT JOIN documents h ON h.id = c.cited_document_id
WHERE d.is_copy = 0
ORDER BY d.label, c.start
