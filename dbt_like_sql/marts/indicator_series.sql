/*
description:
  vi: "Giá trị tốt nhất của mỗi ô và vì sao: mới đăng nhất, rồi nơi đăng chính thức, rồi nhiều bản tin đồng thuận, rồi độ tin cậy"
  en: "The best value of each cell and why: latest published, then official publisher, then agreement of reports, then confidence"
question: {vi: Chỉ tiêu này của địa phương này qua các kỳ là bao nhiêu?, en: What is this indicator of this place over time?}
example: SELECT time_period, scenario, obs_value, why FROM mart.indicator_series WHERE indicator = 'grdp' AND place = 'Thanh Hóa' ORDER BY period_end
one_row_per: {vi: "ô: địa phương, chỉ tiêu, phép biến đổi, kịch bản, kỳ, đơn vị, gốc so sánh", en: "cell: place, indicator, transformation, scenario, period, unit, what it is compared with"}
owner: team:analysis
columns:
  cell: {vi: Khóa của ô, en: Key of the cell, tests: [unique, not_null]}
  ref_area_key: {vi: Địa phương (core.dim_ref_area), en: Place (core.dim_ref_area), tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  ref_area: {vi: Mã địa phương, en: Code of the place}
  place: {vi: Tên địa phương, en: Name of the place}
  place_level: {vi: Cấp địa phương, en: Level of the place}
  province: {vi: Tỉnh, en: Province}
  indicator: {vi: Chỉ tiêu (core.dim_indicator), en: Indicator (core.dim_indicator), tests: [not_null, {relationships: core.dim_indicator.indicator}]}
  indicator_vi: {vi: Tên chỉ tiêu tiếng Việt, en: Vietnamese name of the indicator}
  indicator_en: {vi: Tên chỉ tiêu tiếng Anh, en: English name of the indicator}
  topic: {vi: Lĩnh vực, en: Topic}
  transformation: {vi: "Mức, tăng trưởng, thay đổi ...", en: "Level, growth, change ..."}
  scenario: {vi: Kịch bản, en: Scenario}
  time_period: {vi: Kỳ (core.dim_period), en: Period (core.dim_period)}
  period_start: {vi: Ngày đầu kỳ, en: First day of the period}
  period_end: {vi: Ngày cuối kỳ, en: Last day of the period}
  year: {vi: Năm, en: Year}
  obs_value: {vi: Giá trị tốt nhất theo đơn vị gốc, en: Best value in the base unit, tests: [not_null]}
  unit_measure: {vi: Đơn vị gốc, en: Base unit}
  display_value: {vi: Giá trị theo đơn vị thường dùng của chỉ tiêu, en: Value in the usual unit of the indicator}
  display_unit: {vi: Đơn vị thường dùng, en: Usual unit}
  operator: {vi: "So sánh: = ~ > >= < <=", en: "Comparator: = ~ > >= < <="}
  base_per: {vi: Kỳ gốc của so sánh, en: Period compared with}
  plan_ref: {vi: Cấp giao kế hoạch, en: Who set the plan}
  reports: {vi: Số bản tin nói về ô này, en: Number of reports of the cell}
  agreeing: {vi: "Trong đó, số bản tin đồng ý với giá trị này", en: Reports that agree with this value}
  why: {vi: "Vì sao chọn giá trị này chứ không phải giá trị khác: only_report (một bản tin), all_agree (không ai nói khác), latest, official, agreement, confidence, first", en: "Why this value and not another: only_report, all_agree (nobody says otherwise), latest, official, agreement, confidence, first", tests: [{accepted_values: [only_report, all_agree, latest, official, agreement, confidence, first]}]}
  confidence: {vi: Độ tin cậy của lời đọc, en: Confidence of the reading}
  published: {vi: Ngày đăng của bản tin được chọn, en: Publication day of the chosen report}
  quote: {vi: Câu chữ quanh con số, en: The words around the number}
  observation_id: {vi: Quan sát được chọn, en: Chosen observation, tests: [not_null, {relationships: core.fact_observation.observation_id}]}
  document_id: {vi: Văn bản được chọn, en: Chosen document}
*/
WITH agreement AS (
    SELECT
        a.observation_id,
        count(DISTINCT b.report) AS agreeing
    FROM staging.reports AS a
    INNER JOIN staging.reports AS b
        ON a.cell = b.cell AND abs(a.obs_value - b.obs_value) <= a.tolerance + b.tolerance
    GROUP BY a.observation_id
),

ranked AS (
    SELECT
        r.*,
        a.agreeing,
        row_number() OVER (
            PARTITION BY r.cell
            ORDER BY
                r.published DESC NULLS LAST,
                r.is_official DESC,
                a.agreeing DESC,
                r.confidence DESC,
                r.observation_id ASC
        ) AS place_in_cell
    FROM staging.reports AS r
    INNER JOIN agreement AS a ON r.observation_id = a.observation_id
),

best AS (
    SELECT * FROM ranked
    WHERE place_in_cell = 1
),

-- The best of those that say otherwise: what sets it apart from the chosen one is the reason.
rival AS (
    SELECT r.*
    FROM ranked AS r
    INNER JOIN best AS b ON r.cell = b.cell AND abs(r.obs_value - b.obs_value) > r.tolerance + b.tolerance
    QUALIFY row_number() OVER (PARTITION BY r.cell ORDER BY r.place_in_cell) = 1
),

counted AS (
    SELECT
        cell,
        count(DISTINCT report) AS reports
    FROM staging.reports
    GROUP BY cell
)

SELECT
    r.cell,
    r.ref_area_key,
    p.ref_area,
    p.name AS place,
    p.level AS place_level,
    p.province_name AS province,
    r.indicator,
    i.name_vi AS indicator_vi,
    i.name_en AS indicator_en,
    i.topic,
    r.transformation,
    r.scenario,
    r.time_period,
    t.period_start,
    t.period_end,
    r.year,
    r.obs_value,
    r.unit_measure,
    if(r.unit_measure = i.base_unit, r.obs_value / u.factor_to_base, r.obs_value) AS display_value,
    if(r.unit_measure = i.base_unit, i.unit, r.unit_measure) AS display_unit,
    r.operator,
    r.base_per,
    r.plan_ref,
    c.reports,
    r.agreeing,
    CASE
        WHEN v.cell IS NULL THEN if(c.reports = 1, 'only_report', 'all_agree')
        WHEN r.published > v.published OR (r.published IS NOT NULL AND v.published IS NULL) THEN 'latest'
        WHEN r.is_official AND NOT v.is_official THEN 'official'
        WHEN r.agreeing > v.agreeing THEN 'agreement'
        WHEN r.confidence > v.confidence THEN 'confidence'
        ELSE 'first'
    END AS why,
    r.confidence,
    r.published,
    r.quote,
    r.observation_id,
    r.document_id
FROM best AS r
INNER JOIN counted AS c ON r.cell = c.cell
LEFT JOIN rival AS v ON r.cell = v.cell
INNER JOIN core.dim_ref_area AS p ON r.ref_area_key = p.ref_area_key
INNER JOIN core.dim_indicator AS i ON r.indicator = i.indicator
INNER JOIN core.dim_period AS t ON r.time_period = t.time_period
INNER JOIN core.dim_unit AS u ON i.unit = u.unit
ORDER BY p.ref_area, r.indicator, t.period_end, r.cell
