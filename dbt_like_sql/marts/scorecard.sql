/*
description: {vi: "Bảng điểm: mỗi địa phương mỗi năm đặt bao nhiêu chỉ tiêu, đạt bao nhiêu", en: "Scorecard: how many targets each place set in each year and how many it met"}
question: {vi: Năm ấy địa phương đạt mấy chỉ tiêu?, en: How many targets did the place meet that year?}
example: SELECT place, year, targets_set, met, missed, met_share FROM mart.scorecard ORDER BY year DESC, met_share DESC
one_row_per: {vi: địa phương và năm, en: place and year}
owner: team:analysis
columns:
  ref_area_key: {vi: Địa phương (core.dim_ref_area), en: Place (core.dim_ref_area), tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  ref_area: {vi: Mã địa phương, en: Code of the place}
  place: {vi: Tên địa phương, en: Name of the place}
  place_level: {vi: Cấp địa phương, en: Level of the place}
  province: {vi: Tỉnh, en: Province}
  year: {vi: Năm, en: Year, tests: [not_null]}
  targets_set: {vi: Số chỉ tiêu có mục tiêu hay có phần trăm kế hoạch, en: Indicators with a target or a share of plan}
  met: {vi: Số chỉ tiêu đạt, en: Targets met}
  missed: {vi: Số chỉ tiêu không đạt, en: Targets missed}
  not_known: {vi: Số chỉ tiêu chưa rõ, en: Targets of which it is not known}
  met_share: {vi: "Tỷ lệ đạt trong số đã rõ, %", en: "Share met of those known, %"}
tests:
  - {name: parts_add_up, query: SELECT * FROM mart.scorecard WHERE met + missed + not_known <> targets_set}
  - {name: one_row_a_place_and_year, query: "SELECT ref_area_key, year FROM mart.scorecard GROUP BY ALL HAVING count(*) > 1"}
*/
SELECT
    ref_area_key,
    any_value(ref_area) AS ref_area,
    any_value(place) AS place,
    any_value(place_level) AS place_level,
    any_value(province) AS province,
    year,
    count(*) AS targets_set,
    count(*) FILTER (WHERE reached) AS met,
    count(*) FILTER (WHERE NOT reached) AS missed,
    count(*) FILTER (WHERE reached IS NULL) AS not_known,
    round(100.0 * count(*) FILTER (WHERE reached) / nullif(count(reached), 0), 1) AS met_share
FROM mart.target_vs_actual
WHERE target IS NOT NULL OR reported_pct_of_plan IS NOT NULL
GROUP BY ref_area_key, year
ORDER BY ref_area_key, year
