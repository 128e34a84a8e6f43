/*
description: {vi: "Chỉ tiêu: tên, lĩnh vực, đơn vị, chiều tốt, cách cộng", en: "Indicators: names, topic, unit, which way is better, how they add up"}
one_row_per: {vi: chỉ tiêu của danh mục, en: indicator of the catalogue}
owner: team:warehouse
columns:
  indicator: {vi: Mã chỉ tiêu, en: Code of the indicator, tests: [unique, not_null]}
  name_vi: {vi: Tên tiếng Việt, en: Vietnamese name, tests: [not_null]}
  name_en: {vi: Tên tiếng Anh, en: English name, tests: [not_null]}
  family: {vi: "Họ: các chỉ tiêu là phần hay dạng khác của nhau", en: "Family: indicators that are parts or forms of one another"}
  topic: {vi: Lĩnh vực, en: Topic, tests: [not_null]}
  measure_type: {vi: "Loại số đo: level, count, share ...", en: "Kind of measure: level, count, share ..."}
  stock_flow: {vi: Thời điểm (stock) hay thời kỳ (flow), en: Stock or flow}
  unit: {vi: Đơn vị thường dùng, en: Usual unit, tests: [{relationships: core.dim_unit.unit}]}
  base_unit: {vi: Đơn vị gốc mà giá trị được quy về, en: Base unit in which values are kept}
  direction: {vi: "Chiều tốt: higher, lower, none", en: "Which way is better: higher, lower, none", tests: [not_null, {accepted_values: [higher, lower, none]}]}
  aggregation: {vi: Cộng được theo đâu, en: How it adds up, tests: [not_null]}
  adds_over_area: {vi: Cộng được giữa các địa phương, en: Adds up over places}
  adds_over_time: {vi: Cộng được qua thời gian, en: Adds up over time}
  sdg_target: {vi: Chỉ tiêu phát triển bền vững liên quan, en: Related SDG target}
  notes: {vi: Ghi chú, en: Notes}
*/
SELECT
    i.code AS indicator,
    i.name_vi,
    i.name_en,
    i.family,
    i.topic,
    i.measure_type,
    i.stock_flow,
    i.unit,
    CASE WHEN u.factor_to_base IS NULL THEN i.unit ELSE u.base_unit END AS base_unit,
    i.direction,
    i.aggregation,
    i.aggregation LIKE 'additive%' OR i.aggregation LIKE 'semi-additive (area%' AS adds_over_area,
    i.aggregation LIKE 'additive (%time%' AS adds_over_time,
    i.sdg_target,
    i.notes
FROM vocabulary.indicators AS i
LEFT JOIN vocabulary.units AS u ON i.unit = u.unit_code
ORDER BY i.topic, i.code
