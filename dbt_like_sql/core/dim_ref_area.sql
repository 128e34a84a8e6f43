/*
description:
  vi: Địa phương theo thời gian (chiều loại 2) - mã dùng lại được nên khóa gồm cấp, mã và ngày bắt đầu
  en: "Places through time (a type-2 dimension): codes are reused, so the key is level, code and first day"
one_row_per: {vi: địa phương trong một thời kỳ không đổi, en: place in a time in which it did not change}
owner: team:warehouse
columns:
  ref_area_key: {vi: "Khóa: cấp:mã@ngày đầu", en: "Key: level:code@first day", tests: [unique, not_null]}
  ref_area: {vi: Mã của Tổng cục Thống kê; VN là cả nước, en: Code of the statistics office (GSO); VN is the country, tests: [not_null]}
  level: {vi: Cấp, en: Level, tests: [not_null, {accepted_values: [country, province, district, commune]}]}
  name: {vi: Tên, en: Name, tests: [not_null]}
  full_name: {vi: "Tên đầy đủ, kèm loại", en: Name with its type}
  type: {vi: "Loại: tỉnh, thành phố, huyện, xã ...", en: "Type: tỉnh, thành phố, huyện, xã ..."}
  parent_code: {vi: Mã đơn vị cấp trên, en: Code of the unit above}
  province_code: {vi: Mã tỉnh, en: Code of the province}
  province_name: {vi: Tên tỉnh lúc ấy, en: Name of the province at the time}
  valid_from: {vi: Ngày đầu; trống là trước khi có sổ, en: First day; null where before the record begins}
  valid_to: {vi: Ngày cuối; trống là đến nay, en: Last day; null where it stands}
  is_current: {vi: Còn hiệu lực, en: Still stands, tests: [not_null]}
tests:
  - name: lives_of_a_code_do_not_overlap
    query: |
      SELECT a.ref_area_key, b.ref_area_key AS other
      FROM core.dim_ref_area AS a
      INNER JOIN core.dim_ref_area AS b
          ON a.level = b.level AND a.ref_area = b.ref_area AND a.ref_area_key < b.ref_area_key
      WHERE coalesce(a.valid_from, DATE '0001-01-01') <= coalesce(b.valid_to, DATE '9999-12-31')
          AND coalesce(b.valid_from, DATE '0001-01-01') <= coalesce(a.valid_to, DATE '9999-12-31')
*/
WITH lives AS (
    SELECT
        *,
        coalesce(valid_to, DATE '9999-12-31') AS last_day
    FROM vocabulary.places
),

with_district AS (
    SELECT
        p.*,
        CASE p.level
            WHEN 'commune' THEN coalesce(d.parent_code, p.parent_code) WHEN 'district' THEN p.parent_code
            WHEN 'province' THEN p.code
        END AS province_code
    FROM lives AS p
    LEFT JOIN lives AS d
        ON
            p.level = 'commune' AND d.level = 'district' AND p.parent_code = d.code
            AND p.last_day BETWEEN coalesce(d.valid_from, DATE '0001-01-01') AND d.last_day
)

SELECT
    p.ref_area_key,
    p.code AS ref_area,
    p.level,
    p.name,
    p.full_name,
    p.type,
    p.parent_code,
    p.province_code,
    t.name AS province_name,
    p.valid_from,
    p.valid_to,
    p.valid_to IS NULL AS is_current
FROM with_district AS p
LEFT JOIN lives AS t
    ON
        t.level = 'province' AND p.province_code = t.code
        AND p.last_day BETWEEN coalesce(t.valid_from, DATE '0001-01-01') AND t.last_day
UNION ALL
SELECT
    'country:VN@' AS ref_area_key,
    'VN' AS ref_area,
    'country' AS level,
    'Việt Nam' AS name,
    'Việt Nam' AS full_name,
    'quốc gia' AS type,
    NULL AS parent_code,
    NULL AS province_code,
    NULL AS province_name,
    NULL AS valid_from,
    NULL AS valid_to,
    TRUE AS is_current
ORDER BY ref_area, valid_from NULLS FIRST
