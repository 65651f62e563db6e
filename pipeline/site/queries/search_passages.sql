-- vi: Tìm trong lời văn
-- en: Search the words of the documents
-- note_vi: Gõ có dấu hay không dấu đều được.
-- note_en: With or without accents.
SELECT d.label AS document, d.province, s.path AS section, p.text, p.page, p.id AS passage_id, p.document_id
FROM passages_fts
JOIN passages p ON p.rowid = passages_fts.rowid
JOIN documents d ON d.id = p.document_id
LEFT JOIN sections s ON s.id = p.section_id
WHERE passages_fts MATCH match_query(:q) AND d.is_copy = 0
ORDER BY bm25(passages_fts), p.id
LIMIT 100
