/*
description:
  vi: Quan sát có đủ địa phương, chỉ tiêu và kỳ, gắn với ô mà nó trả lời và với độ tin của nơi đăng
  en: "Observations with place, indicator and period, with the cell that they answer and the standing of their source"
one_row_per: {vi: quan sát có đủ địa phương chỉ tiêu và kỳ, en: "observation with place, indicator and period"}
owner: team:warehouse
columns:
  observation_id: {vi: Quan sát, en: Observation, tests: [unique, not_null]}
  cell: {vi: "Khóa của ô: địa phương, chỉ tiêu, phép biến đổi, kịch bản, kỳ, đơn vị, gốc so sánh", en: "Key of the cell: place, indicator, transformation, scenario, period, unit, what it is compared with", tests: [not_null]}
  ref_area_key: {vi: Địa phương, en: Place}
  indicator: {vi: Chỉ tiêu, en: Indicator}
  transformation: {vi: Phép biến đổi, en: Transformation}
  scenario: {vi: Kịch bản, en: Scenario}
  time_period: {vi: Kỳ, en: Period}
  freq: {vi: Tần suất, en: Frequency}
  year: {vi: Năm mà kỳ kết thúc, en: Year in which the period ends}
  unit_measure: {vi: Đơn vị gốc, en: Base unit}
  base_per: {vi: Kỳ gốc của so sánh, en: Period compared with}
  plan_ref: {vi: Cấp giao kế hoạch, en: Who set the plan}
  obs_value: {vi: Giá trị theo đơn vị gốc, en: Value in the base unit}
  operator: {vi: "So sánh: = ~ > >= < <=", en: "Comparator: = ~ > >= < <="}
  tolerance: {vi: "Sai lệch do làm tròn: nửa đơn vị của chữ số cuối; 5% khi viết khoảng, hơn, gần", en: "Rounding: half a unit of the last digit; 5% where the text says about, over, nearly"}
  confidence: {vi: Độ tin cậy, en: Confidence}
  quote: {vi: Câu chữ quanh con số, en: The words around the number}
  document_id: {vi: Văn bản, en: Document}
  report: {vi: "Bản tin: các văn bản chép nhau là một", en: "Report: copies of one document count once"}
  published: {vi: Ngày đăng, en: Day of publication}
  is_official: {vi: Trang của cơ quan nhà nước, en: Page of a state body}
*/
SELECT
    f.observation_id,
    concat_ws(
        '|', f.ref_area_key, f.indicator, f.transformation, f.scenario, f.time_period, f.unit_measure,
        coalesce(f.base_per, f.plan_ref, '-')
    ) AS cell,
    f.ref_area_key,
    f.indicator,
    f.transformation,
    f.scenario,
    f.time_period,
    f.freq,
    year(f.period_end) AS year,
    f.unit_measure,
    f.base_per,
    f.plan_ref,
    f.obs_value,
    f.operator,
    CASE
        WHEN f.operator = '=' THEN 0.5 * pow(10, -f.decimals) * u.factor_to_base
        ELSE greatest(0.5 * pow(10, -f.decimals) * u.factor_to_base, 0.05 * abs(f.obs_value))
    END AS tolerance,
    f.confidence,
    f.quote,
    f.document_id,
    d.duplicate_group AS report,
    d.published,
    d.is_official
FROM core.fact_observation AS f
INNER JOIN core.dim_document AS d ON f.document_id = d.document_id
INNER JOIN core.dim_unit AS u ON f.unit_reported = u.unit
WHERE f.ref_area_key IS NOT NULL AND f.indicator IS NOT NULL AND f.time_period IS NOT NULL
ORDER BY f.observation_id
