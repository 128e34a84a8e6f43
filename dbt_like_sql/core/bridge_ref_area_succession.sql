/*
description: {vi: "Địa phương nào tiếp nối địa phương nào, từ ngày nào, toàn bộ hay một phần", en: "Which place succeeded which, from which day, in full or in part"}
one_row_per: {vi: cặp địa phương cũ và mới trong một lần thay đổi, en: pair of old and new place in one change}
owner: team:warehouse
columns:
  from_key: {vi: Địa phương cũ, en: Old place, tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  to_key: {vi: Địa phương mới, en: New place, tests: [not_null, {relationships: core.dim_ref_area.ref_area_key}]}
  from_code: {vi: Mã cũ, en: Old code}
  to_code: {vi: Mã mới, en: New code}
  changed_on: {vi: Ngày đơn vị mới có hiệu lực, en: First day of the new unit, tests: [not_null]}
  extent: {vi: "full: toàn bộ; partial: một phần", en: "full: all of it; partial: a part of it", tests: [not_null]}
*/
SELECT
    o.ref_area_key AS from_key,
    n.ref_area_key AS to_key,
    s.from_code,
    s.to_code,
    s.changed_on,
    s.extent
FROM vocabulary.place_successions AS s
INNER JOIN vocabulary.places AS o
    ON s.from_level = o.level AND s.from_code = o.code AND o.valid_to = s.changed_on - 1
INNER JOIN vocabulary.places AS n
    ON
        s.to_level = n.level AND s.to_code = n.code
        AND s.changed_on BETWEEN coalesce(n.valid_from, DATE '0001-01-01') AND coalesce(n.valid_to, DATE '9999-12-31')
ORDER BY s.changed_on, o.ref_area_key, n.ref_area_key
