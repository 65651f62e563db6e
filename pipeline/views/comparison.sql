WITH ranked AS (
  SELECT f.code, f.province_id, d.province, f.year, f.level, f.role, f.comparator, f.value, f.value_high, f.unit,
    f.change, f.per, f.baseline, f.id AS figure_id, f.document_id,
    row_number() OVER (
      PARTITION BY f.code, f.year, f.province_id, f.unit, f.change, f.level
      ORDER BY d.dated_on DESC, d.id, f.needs_review, f.start, f.id
    ) AS place
  FROM figures f
  JOIN documents d ON d.id = f.document_id
  WHERE f.role = 'target' AND f.code IS NOT NULL AND f.year IS NOT NULL AND f.province_id IS NOT NULL AND d.in_force = 1
    AND f.verdict IS NOT 'reject'
)
SELECT r.code, r.province, r.year, r.level, r.role, r.comparator, r.value, r.value_high, r.unit, r.change, r.baseline,
  r.figure_id, r.document_id, r.per, i.topic, r.province_id,
  (
    SELECT json_group_array(json_object('figure_id', o.id, 'document_id', o.document_id, 'comparator', o.comparator,
      'value', o.value, 'value_high', o.value_high, 'in_force', od.in_force, 'document', od.label, 'ended_how', od.ended_how))
    FROM figures o
    JOIN documents od ON od.id = o.document_id
    WHERE o.code = r.code AND o.year = r.year AND o.province_id = r.province_id AND o.role = 'target'
      AND o.unit = r.unit AND o.change IS r.change AND o.level IS r.level
      AND o.id <> r.figure_id AND od.is_copy = 0 AND o.verdict IS NOT 'reject'
  ) AS others
FROM ranked r
LEFT JOIN indicators i ON i.code = r.code
WHERE r.place = 1
