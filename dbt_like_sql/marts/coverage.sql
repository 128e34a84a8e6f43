/*
description: {vi: "Độ phủ: mỗi địa phương, năm và lĩnh vực có bao nhiêu chỉ tiêu của danh mục được nói tới", en: "Coverage: how many indicators of the catalogue are reported for each place, year and topic"}
question: {vi: "Ta biết gì, chưa biết gì về địa phương này?", en: "What is known of this place, and what is not?"}
example: SELECT place, year, topic, indicators, catalogue_share FROM mart.coverage WHERE year = 2024 ORDER BY place, topic
one_row_per: {vi: "địa phương, năm và lĩnh vực", en: "place, year and topic"}
owner: team:analysis
columns:
  ref_area_key: {vi: Địa phương (core.dim_ref_area), en: Place (core.dim_ref_area), tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  ref_area: {vi: Mã địa phương, en: Code of the place}
  place: {vi: Tên địa phương, en: Name of the place}
  place_level: {vi: Cấp địa phương, en: Level of the place}
  year: {vi: Năm, en: Year, tests: [not_null]}
  topic: {vi: Lĩnh vực, en: Topic, tests: [not_null]}
  indicators: {vi: Số chỉ tiêu được nói tới, en: Indicators reported}
  catalogue_indicators: {vi: Số chỉ tiêu của lĩnh vực trong danh mục, en: Indicators of the topic in the catalogue}
  catalogue_share: {vi: "Tỷ lệ phủ, %", en: "Share covered, %"}
  observations: {vi: Số quan sát, en: Number of observations}
  reports: {vi: Số bản tin, en: Number of reports}
  last_published: {vi: Ngày đăng mới nhất, en: Latest day of publication}
*/
WITH catalogue AS (
    SELECT
        topic,
        count(*) AS catalogue_indicators
    FROM core.dim_indicator
    GROUP BY topic
)

SELECT
    r.ref_area_key,
    any_value(a.ref_area) AS ref_area,
    any_value(a.name) AS place,
    any_value(a.level) AS place_level,
    r.year,
    i.topic,
    count(DISTINCT r.indicator) AS indicators,
    any_value(c.catalogue_indicators) AS catalogue_indicators,
    round(100.0 * count(DISTINCT r.indicator) / any_value(c.catalogue_indicators), 1) AS catalogue_share,
    count(*) AS observations,
    count(DISTINCT r.report) AS reports,
    max(r.published) AS last_published
FROM staging.reports AS r
INNER JOIN core.dim_indicator AS i ON r.indicator = i.indicator
INNER JOIN core.dim_ref_area AS a ON r.ref_area_key = a.ref_area_key
INNER JOIN catalogue AS c ON i.topic = c.topic
GROUP BY r.ref_area_key, r.year, i.topic
ORDER BY r.ref_area_key, r.year, i.topic
