-- vi: Chỉ tiêu của một tỉnh
-- en: The targets of a province
-- note_vi: province không cần dấu.
-- note_en: The province needs no accents.
SELECT t.year, coalesce(i.name_vi, t.indicator) AS indicator, t.comparator, t.value, t.value_high, t.unit, t.change,
  t.baseline, t.level, t.section, t.quote, d.label AS document, t.id AS figure_id, t.document_id
FROM targets t
JOIN documents d ON d.id = t.document_id
LEFT JOIN indicators i ON i.code = t.code
WHERE fold(t.province) = fold(:province)
ORDER BY t.year, t.topic, indicator
