/*
description:
  vi: "Chỉ tiêu cộng được của các tỉnh cũ, cộng lại theo 34 tỉnh từ 1/7/2025; chỉ có tổng khi đủ mọi tỉnh cũ"
  en: "Additive indicators of the old provinces summed into the 34 of 1 July 2025; a sum only where all old provinces are reported"
question: {vi: "Trước sáp nhập, các tỉnh nay là một từng có bao nhiêu?", en: "What did the provinces that are one today have before the merger?"}
example: SELECT place, indicator_vi, time_period, scenario, value, parts_reported, parts FROM mart.restated_2025 WHERE parts > 1 ORDER BY place, time_period
one_row_per: {vi: "tỉnh nay, chỉ tiêu, kịch bản và kỳ", en: "today's province, indicator, scenario and period"}
owner: team:analysis
columns:
  ref_area: {vi: Mã tỉnh từ 1/7/2025, en: Code of the province since 1 July 2025, tests: [not_null]}
  ref_area_key: {vi: Tỉnh từ 1/7/2025 (core.dim_ref_area), en: Province since 1 July 2025 (core.dim_ref_area), tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  place: {vi: Tên tỉnh, en: Name of the province}
  indicator: {vi: Chỉ tiêu (core.dim_indicator), en: Indicator (core.dim_indicator), tests: [{relationships: core.dim_indicator.indicator}]}
  indicator_vi: {vi: Tên chỉ tiêu tiếng Việt, en: Vietnamese name of the indicator}
  indicator_en: {vi: Tên chỉ tiêu tiếng Anh, en: English name of the indicator}
  scenario: {vi: Kịch bản, en: Scenario}
  time_period: {vi: Kỳ, en: Period}
  value: {vi: Tổng theo đơn vị thường dùng; trống khi chưa đủ các tỉnh cũ, en: Sum in the usual unit; null where an old province is not reported}
  unit: {vi: Đơn vị thường dùng, en: Usual unit}
  parts: {vi: Số tỉnh cũ, en: Number of old provinces}
  parts_reported: {vi: Số tỉnh cũ có số liệu, en: Old provinces reported}
  share_covered: {vi: "Tỷ lệ tỉnh cũ có số liệu, %", en: "Share of the old provinces reported, %"}
*/
WITH parts AS (
    SELECT
        b.from_key AS old_key,
        b.to_key AS new_key
    FROM core.bridge_ref_area_succession AS b
    INNER JOIN core.dim_ref_area AS n ON b.to_key = n.ref_area_key
    INNER JOIN core.dim_ref_area AS o ON b.from_key = o.ref_area_key
    WHERE b.changed_on = DATE '2025-07-01' AND n.level = 'province' AND o.level = 'province'
    UNION ALL
    SELECT
        p.ref_area_key AS old_key,
        p.ref_area_key AS new_key
    FROM core.dim_ref_area AS p
    WHERE
        p.level = 'province'
        AND coalesce(p.valid_from, DATE '0001-01-01') < DATE '2025-07-01'
        AND coalesce(p.valid_to, DATE '9999-12-31') >= DATE '2025-07-01'
),

counted AS (
    SELECT
        new_key,
        count(*) AS parts
    FROM parts
    GROUP BY new_key
),

reported AS (
    SELECT
        p.new_key,
        p.old_key,
        s.indicator,
        s.scenario,
        s.time_period,
        s.display_unit,
        s.display_value
    FROM mart.indicator_series AS s
    INNER JOIN parts AS p ON s.ref_area_key = p.old_key
    INNER JOIN core.dim_indicator AS i ON s.indicator = i.indicator
    WHERE
        i.adds_over_area AND s.transformation = 'LEVEL' AND s.display_unit = i.unit AND s.period_end < DATE '2025-07-01'
    QUALIFY row_number() OVER (
        PARTITION BY p.new_key, p.old_key, s.indicator, s.scenario, s.time_period
        ORDER BY s.reports DESC, s.published DESC NULLS LAST, s.cell ASC
    ) = 1
)

SELECT
    n.ref_area,
    r.new_key AS ref_area_key,
    n.name AS place,
    r.indicator,
    i.name_vi AS indicator_vi,
    i.name_en AS indicator_en,
    r.scenario,
    r.time_period,
    if(count(*) = c.parts, sum(r.display_value), NULL) AS value,
    i.unit,
    c.parts,
    count(*) AS parts_reported,
    round(100.0 * count(*) / c.parts, 1) AS share_covered
FROM reported AS r
INNER JOIN counted AS c ON r.new_key = c.new_key
INNER JOIN core.dim_ref_area AS n ON r.new_key = n.ref_area_key
INNER JOIN core.dim_indicator AS i ON r.indicator = i.indicator
GROUP BY n.ref_area, r.new_key, n.name, r.indicator, i.name_vi, i.name_en, r.scenario, r.time_period, i.unit, c.parts
ORDER BY n.ref_area, r.indicator, r.time_period, r.scenario
