/*
description: {vi: "Đơn vị gặp trong văn bản mà danh mục chưa có, hay gặp nhất trước", en: "Units met in documents that the catalogue lacks, the most frequent first"}
question: {vi: Danh mục đơn vị còn thiếu gì?, en: What does the catalogue of units lack?}
example: SELECT unit, observations, example FROM mart.unknown_units ORDER BY observations DESC LIMIT 20
one_row_per: {vi: đơn vị ngoài danh mục, en: unit outside the catalogue}
owner: team:analysis
columns:
  unit: {vi: "Đơn vị, chữ hoa không dấu", en: Unit in capitals without accents, tests: [unique, not_null]}
  observations: {vi: Số quan sát, en: Number of observations}
  documents: {vi: Số văn bản, en: Number of documents}
  example: {vi: Một câu chữ làm ví dụ, en: Words around one of them}
  observation_id: {vi: Quan sát của ví dụ, en: Observation of the example}
*/
SELECT
    u.unit,
    count(*) AS observations,
    count(DISTINCT f.document_id) AS documents,
    arg_min(f.quote, f.observation_id) AS example,
    min(f.observation_id) AS observation_id
FROM core.dim_unit AS u
INNER JOIN core.fact_observation AS f ON u.unit = f.unit_reported
WHERE NOT u.in_catalogue
GROUP BY u.unit
ORDER BY observations DESC, u.unit ASC
