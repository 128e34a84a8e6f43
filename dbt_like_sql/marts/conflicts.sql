/*
description: {vi: "Ô mà các lời nói về nó khác nhau quá mức làm tròn, kèm hai câu chữ xa nhau nhất", en: "Cells whose reports differ beyond rounding, with the two quotes that are farthest apart"}
question: {vi: Những con số nào mâu thuẫn nhau?, en: Which figures contradict each other?}
example: SELECT place, indicator_vi, time_period, low, high, low_quote, high_quote FROM mart.conflicts ORDER BY high / low DESC
one_row_per: {vi: ô có mâu thuẫn, en: cell in conflict}
owner: team:analysis
columns:
  cell: {vi: Khóa của ô, en: Key of the cell, tests: [unique, not_null]}
  ref_area_key: {vi: Địa phương (core.dim_ref_area), en: Place (core.dim_ref_area), tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  place: {vi: Tên địa phương, en: Name of the place}
  indicator: {vi: Chỉ tiêu (core.dim_indicator), en: Indicator (core.dim_indicator), tests: [not_null, {relationships: core.dim_indicator.indicator}]}
  indicator_vi: {vi: Tên chỉ tiêu tiếng Việt, en: Vietnamese name of the indicator}
  indicator_en: {vi: Tên chỉ tiêu tiếng Anh, en: English name of the indicator}
  transformation: {vi: "Mức, tăng trưởng, thay đổi ...", en: "Level, growth, change ..."}
  scenario: {vi: Kịch bản, en: Scenario}
  time_period: {vi: Kỳ, en: Period}
  unit_measure: {vi: Đơn vị gốc, en: Base unit}
  low: {vi: Giá trị nhỏ nhất, en: Smallest value}
  high: {vi: Giá trị lớn nhất, en: Largest value}
  difference: {vi: Chênh lệch, en: Difference}
  rounding: {vi: Chênh lệch mà làm tròn giải thích được, en: Difference that rounding explains}
  reports: {vi: Số bản tin, en: Number of reports}
  same_document: {vi: Cả hai ở trong một văn bản, en: Both stand in one document}
  low_quote: {vi: Câu chữ của giá trị nhỏ nhất, en: Words of the smallest value}
  high_quote: {vi: Câu chữ của giá trị lớn nhất, en: Words of the largest value}
  low_observation_id: {vi: Quan sát nhỏ nhất, en: Observation of the smallest value}
  high_observation_id: {vi: Quan sát lớn nhất, en: Observation of the largest value}
*/
WITH ends AS (
    SELECT
        cell,
        any_value(ref_area_key) AS ref_area_key,
        any_value(indicator) AS indicator,
        any_value(transformation) AS transformation,
        any_value(scenario) AS scenario,
        any_value(time_period) AS time_period,
        any_value(unit_measure) AS unit_measure,
        count(DISTINCT report) AS reports,
        arg_min(observation_id, obs_value + tolerance) AS low_observation_id,
        arg_max(observation_id, obs_value - tolerance) AS high_observation_id
    FROM staging.reports
    GROUP BY cell
    HAVING count(*) > 1
)

SELECT
    e.cell,
    e.ref_area_key,
    a.name AS place,
    e.indicator,
    i.name_vi AS indicator_vi,
    i.name_en AS indicator_en,
    e.transformation,
    e.scenario,
    e.time_period,
    e.unit_measure,
    l.obs_value AS low,
    h.obs_value AS high,
    h.obs_value - l.obs_value AS difference,
    l.tolerance + h.tolerance AS rounding,
    e.reports,
    l.document_id = h.document_id AS same_document,
    l.quote AS low_quote,
    h.quote AS high_quote,
    e.low_observation_id,
    e.high_observation_id
FROM ends AS e
INNER JOIN staging.reports AS l ON e.low_observation_id = l.observation_id
INNER JOIN staging.reports AS h ON e.high_observation_id = h.observation_id
INNER JOIN core.dim_ref_area AS a ON e.ref_area_key = a.ref_area_key
INNER JOIN core.dim_indicator AS i ON e.indicator = i.indicator
WHERE h.obs_value - l.obs_value > (l.tolerance + h.tolerance) * (1 + 1e-9)
ORDER BY e.cell
