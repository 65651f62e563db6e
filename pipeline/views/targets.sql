SELECT f.id, d.province, f.document_id, i.topic, f.indicator, f.code, f.phrase, f.value, f.value_high, f.unit,
  f.comparator, f.change, f.per, f.baseline, f.level, f.deadline, f.every, f.year, f.section, f.page, f.quote,
  f.needs_review, d.in_force
FROM figures f
JOIN documents d ON d.id = f.document_id
LEFT JOIN indicators i ON i.code = f.code
WHERE f.role = 'target' AND d.is_copy = 0 AND f.verdict IS NOT 'reject'
