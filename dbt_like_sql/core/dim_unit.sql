/*
description:
  vi: Đơn vị đo, gồm đơn vị của danh mục, đơn vị gốc và những đơn vị gặp trong văn bản mà danh mục chưa có
  en: "Units: those of the catalogue, the base units, and those met in documents that the catalogue lacks"
one_row_per: {vi: đơn vị, en: unit}
owner: team:warehouse
columns:
  unit: {vi: Mã đơn vị, en: Code of the unit, tests: [unique, not_null]}
  name_vi: {vi: Tên tiếng Việt, en: Vietnamese name, tests: [not_null]}
  name_en: {vi: Tên tiếng Anh, en: English name, tests: [not_null]}
  dimension: {vi: "Thứ nguyên: tiền, diện tích, tỷ lệ ...", en: "Dimension: money, area, proportion ..."}
  base_unit: {vi: Đơn vị gốc, en: Base unit, tests: [not_null]}
  factor_to_base: {vi: Nhân với số này thành đơn vị gốc, en: Multiply by this to get the base unit, tests: [not_null]}
  ucum: {vi: Mã UCUM, en: UCUM code}
  in_catalogue: {vi: Có trong danh mục, en: Whether the catalogue has it, tests: [not_null]}
*/
WITH catalogue AS (
    SELECT
        unit_code AS unit,
        label_vi AS name_vi,
        label_en AS name_en,
        dimension,
        CASE WHEN factor_to_base IS NULL THEN unit_code ELSE base_unit END AS base_unit,
        coalesce(factor_to_base, 1) AS factor_to_base,
        ucum
    FROM vocabulary.units
),

base AS (
    SELECT
        base_unit AS unit,
        base_unit AS name_vi,
        base_unit AS name_en,
        any_value(dimension ORDER BY unit) AS dimension,
        base_unit,
        1 AS factor_to_base,
        cast(NULL AS VARCHAR) AS ucum
    FROM catalogue
    WHERE base_unit NOT IN (SELECT c.unit FROM catalogue AS c)
    GROUP BY base_unit
),

met AS (
    SELECT
        f.unit_reported AS unit,
        f.unit_reported AS name_vi,
        f.unit_reported AS name_en,
        cast(NULL AS VARCHAR) AS dimension,
        f.unit_reported AS base_unit,
        1 AS factor_to_base,
        cast(NULL AS VARCHAR) AS ucum
    FROM core.fact_observation AS f
    WHERE
        f.unit_reported NOT IN (SELECT c.unit FROM catalogue AS c)
        AND f.unit_reported NOT IN (SELECT b.unit FROM base AS b)
    GROUP BY f.unit_reported
)

SELECT
    unit,
    name_vi,
    name_en,
    dimension,
    base_unit,
    factor_to_base,
    ucum,
    TRUE AS in_catalogue
FROM catalogue
UNION ALL
SELECT
    unit,
    name_vi,
    name_en,
    dimension,
    base_unit,
    factor_to_base,
    ucum,
    TRUE AS in_catalogue
FROM base
UNION ALL
SELECT
    unit,
    name_vi,
    name_en,
    dimension,
    base_unit,
    factor_to_base,
    ucum,
    FALSE AS in_catalogue
FROM met
ORDER BY unit
