-- One row per cell that has a value: the components of structure.yaml, in its order and under its names.
SELECT
    t.freq AS FREQ,
    s.ref_area_key AS REF_AREA,
    s.indicator AS INDICATOR,
    s.scenario AS SCENARIO,
    s.transformation AS TRANSFORMATION,
    s.unit_measure AS UNIT_MEASURE,
    coalesce(s.base_per, if(s.transformation IN ('GROWTH', 'CHANGE'), '_U', '_Z')) AS BASE_PER,
    coalesce(
        s.plan_ref,
        if(s.transformation IN ('PCT_OF_PLAN', 'EXCESS_OVER_PLAN') OR s.scenario = 'TARGET', '_U', '_Z')
    ) AS PLAN_REF,
    s.time_period AS TIME_PERIOD,
    s.obs_value AS OBS_VALUE,
    f.obs_status AS OBS_STATUS,
    s.operator AS OPERATOR,
    f.unit_mult::VARCHAR AS UNIT_MULT,
    f.obs_value_upper AS OBS_VALUE_UPPER,
    f.denominator AS DENOMINATOR,
    s.reports AS REPORTS,
    s.agreeing AS AGREEING,
    s.why AS SELECTION,
    s.confidence AS CONFIDENCE,
    s.published::VARCHAR AS PUBLISHED,
    d.publisher AS PUBLISHER,
    d.url AS SOURCE_URL,
    s.observation_id AS OBSERVATION_ID,
    s.quote AS COMMENT_OBS
FROM mart.indicator_series AS s
INNER JOIN core.fact_observation AS f ON s.observation_id = f.observation_id
INNER JOIN core.dim_period AS t ON s.time_period = t.time_period
INNER JOIN core.dim_document AS d ON s.document_id = d.document_id
ORDER BY s.cell
