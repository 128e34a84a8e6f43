/*
description:
  vi: Mục tiêu, ước thực hiện và kết quả năm của mỗi chỉ tiêu ở mỗi địa phương, đạt hay không theo chiều tốt của chỉ tiêu, kèm câu chữ làm chứng
  en: "Target, estimate and result of the year for each indicator of each place, reached or not by the indicator's direction, with the words that prove each"
question: {vi: Địa phương này có đạt chỉ tiêu năm không?, en: Did this place reach its target of the year?}
example: SELECT place, indicator_vi, target, coalesce(actual, estimate) AS result, unit, reached FROM mart.target_vs_actual WHERE year = 2024 ORDER BY place
one_row_per: {vi: "địa phương, chỉ tiêu, năm", en: "place, indicator and year"}
owner: team:analysis
columns:
  ref_area_key: {vi: Địa phương (core.dim_ref_area), en: Place (core.dim_ref_area), tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  ref_area: {vi: Mã địa phương, en: Code of the place}
  place: {vi: Tên địa phương, en: Name of the place}
  place_level: {vi: Cấp địa phương, en: Level of the place}
  province: {vi: Tỉnh, en: Province}
  indicator: {vi: Chỉ tiêu (core.dim_indicator), en: Indicator (core.dim_indicator), tests: [not_null, {relationships: core.dim_indicator.indicator}]}
  indicator_vi: {vi: Tên chỉ tiêu tiếng Việt, en: Vietnamese name of the indicator}
  indicator_en: {vi: Tên chỉ tiêu tiếng Anh, en: English name of the indicator}
  topic: {vi: Lĩnh vực, en: Topic}
  direction: {vi: "Chiều tốt: higher, lower, none", en: "Which way is better: higher, lower, none"}
  year: {vi: Năm, en: Year, tests: [not_null]}
  unit: {vi: Đơn vị của target estimate actual, en: "Unit of target, estimate and actual"}
  target: {vi: Mục tiêu, en: Target}
  estimate: {vi: Ước thực hiện, en: Estimate}
  actual: {vi: Kết quả, en: Result}
  achieved_pct: {vi: "Kết quả (không có thì ước) so với mục tiêu, %", en: "Result (else estimate) in per cent of the target"}
  reported_pct_of_plan: {vi: "Phần trăm kế hoạch mà văn bản nói, gồm cả vượt kế hoạch", en: "Share of the plan that a document states, excess included, %"}
  implied_target: {vi: "Mục tiêu suy ra khi không văn bản nào nói: kết quả chia phần trăm kế hoạch", en: "Target worked out where no document states it: the result over the share of the plan"}
  reached: {vi: Đạt mục tiêu; trống nếu không biết, en: Reached; null where not known}
  reached_by: {vi: "Biết nhờ đâu: values (so hai số), reported (văn bản nói)", en: "How it is known: values (two figures compared), reported (a document says so)", tests: [{accepted_values: [values, reported]}]}
  target_quote: {vi: Câu chữ của mục tiêu, en: Words of the target}
  estimate_quote: {vi: Câu chữ của ước thực hiện, en: Words of the estimate}
  actual_quote: {vi: Câu chữ của kết quả, en: Words of the result}
  plan_quote: {vi: Câu chữ của phần trăm kế hoạch, en: Words of the share of the plan}
  target_observation_id: {vi: Quan sát của mục tiêu, en: Observation of the target}
  estimate_observation_id: {vi: Quan sát của ước thực hiện, en: Observation of the estimate}
  actual_observation_id: {vi: Quan sát của kết quả, en: Observation of the result}
  plan_observation_id: {vi: Quan sát của phần trăm kế hoạch, en: Observation of the share of the plan}
tests:
  - name: one_row_a_place_indicator_year
    query: SELECT ref_area_key, indicator, year FROM mart.target_vs_actual GROUP BY ALL HAVING count(*) > 1
*/
-- "Vượt 63% kế hoạch" is praise whichever way is better; "bằng 110% kế hoạch" only where more is better.
WITH yearly AS (
    SELECT
        s.*,
        i.unit AS usual_unit
    FROM mart.indicator_series AS s
    INNER JOIN core.dim_indicator AS i ON s.indicator = i.indicator
    WHERE length(s.time_period) = 4
),

levels AS (
    SELECT *
    FROM yearly
    WHERE transformation = 'LEVEL'
    QUALIFY dense_rank() OVER (
        PARTITION BY ref_area_key, indicator, year
        ORDER BY display_unit = usual_unit DESC, display_unit ASC
    ) = 1
    AND row_number() OVER (
        PARTITION BY ref_area_key, indicator, year, display_unit, scenario
        ORDER BY reports DESC, published DESC NULLS LAST, cell ASC
    ) = 1
),

figures AS (
    SELECT
        ref_area_key,
        indicator,
        year,
        any_value(display_unit) AS unit,
        any_value(display_value) FILTER (WHERE scenario = 'TARGET') AS target,
        any_value(display_value) FILTER (WHERE scenario = 'ESTIMATE') AS estimate,
        any_value(display_value) FILTER (WHERE scenario = 'ACTUAL') AS actual,
        any_value(quote) FILTER (WHERE scenario = 'TARGET') AS target_quote,
        any_value(quote) FILTER (WHERE scenario = 'ESTIMATE') AS estimate_quote,
        any_value(quote) FILTER (WHERE scenario = 'ACTUAL') AS actual_quote,
        any_value(observation_id) FILTER (WHERE scenario = 'TARGET') AS target_observation_id,
        any_value(observation_id) FILTER (WHERE scenario = 'ESTIMATE') AS estimate_observation_id,
        any_value(observation_id) FILTER (WHERE scenario = 'ACTUAL') AS actual_observation_id
    FROM levels
    GROUP BY ref_area_key, indicator, year
),

plans AS (
    SELECT
        ref_area_key,
        indicator,
        year,
        transformation = 'EXCESS_OVER_PLAN' AS said_exceeded,
        if(transformation = 'PCT_OF_PLAN', obs_value, 100 + obs_value) AS reported_pct_of_plan,
        quote AS plan_quote,
        observation_id AS plan_observation_id
    FROM yearly
    WHERE
        transformation IN ('PCT_OF_PLAN', 'EXCESS_OVER_PLAN')
        AND unit_measure = 'PCT'
        AND scenario IN ('ACTUAL', 'ESTIMATE')
    QUALIFY row_number() OVER (
        PARTITION BY ref_area_key, indicator, year
        ORDER BY scenario ASC, transformation DESC, reports DESC, published DESC NULLS LAST, cell ASC
    ) = 1
),

together AS (
    SELECT
        coalesce(f.ref_area_key, p.ref_area_key) AS ref_area_key,
        coalesce(f.indicator, p.indicator) AS indicator,
        coalesce(f.year, p.year) AS year,
        f.unit,
        f.target,
        f.estimate,
        f.actual,
        coalesce(f.actual, f.estimate) AS result,
        f.target_quote,
        f.estimate_quote,
        f.actual_quote,
        f.target_observation_id,
        f.estimate_observation_id,
        f.actual_observation_id,
        p.said_exceeded,
        p.reported_pct_of_plan,
        p.plan_quote,
        p.plan_observation_id
    FROM figures AS f
    FULL JOIN plans AS p ON f.ref_area_key = p.ref_area_key AND f.indicator = p.indicator AND f.year = p.year
)

SELECT
    g.ref_area_key,
    a.ref_area,
    a.name AS place,
    a.level AS place_level,
    a.province_name AS province,
    g.indicator,
    i.name_vi AS indicator_vi,
    i.name_en AS indicator_en,
    i.topic,
    i.direction,
    g.year,
    g.unit,
    g.target,
    g.estimate,
    g.actual,
    round(100 * g.result / nullif(g.target, 0), 2) AS achieved_pct,
    g.reported_pct_of_plan,
    CASE
        WHEN g.target IS NULL AND i.direction <> 'lower'
            THEN round(100 * g.result / nullif(g.reported_pct_of_plan, 0), 2)
    END AS implied_target,
    CASE
        WHEN i.direction = 'none' THEN NULL
        WHEN i.direction = 'higher' AND g.result IS NOT NULL AND g.target IS NOT NULL THEN g.result >= g.target
        WHEN i.direction = 'lower' AND g.result IS NOT NULL AND g.target IS NOT NULL THEN g.result <= g.target
        WHEN i.direction = 'higher' OR g.said_exceeded THEN g.reported_pct_of_plan >= 100
    END AS reached,
    CASE
        WHEN i.direction = 'none' THEN NULL
        WHEN g.result IS NOT NULL AND g.target IS NOT NULL THEN 'values'
        WHEN i.direction = 'higher' OR g.said_exceeded THEN if(g.reported_pct_of_plan IS NULL, NULL, 'reported')
    END AS reached_by,
    g.target_quote,
    g.estimate_quote,
    g.actual_quote,
    g.plan_quote,
    g.target_observation_id,
    g.estimate_observation_id,
    g.actual_observation_id,
    g.plan_observation_id
FROM together AS g
INNER JOIN core.dim_ref_area AS a ON g.ref_area_key = a.ref_area_key
INNER JOIN core.dim_indicator AS i ON g.indicator = i.indicator
ORDER BY a.ref_area, g.indicator, g.year
