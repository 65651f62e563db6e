-- vi: Những gì đến hạn trong một năm
-- en: What falls due in a year
SELECT 'figure' AS kind, d.province, f.deadline AS due, coalesce(f.indicator, f.quote) AS what, f.quote, f.section,
  d.label AS document, f.id, f.document_id
FROM figures f
JOIN documents d ON d.id = f.document_id
WHERE f.role = 'target' AND f.year = CAST(:year AS INTEGER) AND d.is_copy = 0
UNION ALL
SELECT 'assignment', d.province, a.deadline, a.body, a.quote, a.section, d.label, a.id, a.document_id
FROM assignments a
JOIN documents d ON d.id = a.document_id
WHERE a.year = CAST(:year AS INTEGER) AND d.is_copy = 0
ORDER BY due, province, kind
