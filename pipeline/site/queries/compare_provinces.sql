-- vi: So sánh các tỉnh theo một chỉ số và năm
-- en: Provinces compared for one indicator and year
-- note_vi: code là mã trong bảng indicators; year để trống là mọi năm.
-- note_en: code is one of the table indicators; an empty year means every year.
SELECT c.province, c.year, c.level, c.comparator, c.value, c.value_high, c.unit, c.change, c.per, c.baseline,
  i.name_vi AS indicator, d.label AS document, f.quote, c.figure_id, c.document_id
FROM comparison c
JOIN indicators i ON i.code = c.code
JOIN documents d ON d.id = c.document_id
JOIN figures f ON f.id = c.figure_id
WHERE c.code = :code AND (:year = '' OR c.year = CAST(:year AS INTEGER))
ORDER BY c.year, c.province, c.level
