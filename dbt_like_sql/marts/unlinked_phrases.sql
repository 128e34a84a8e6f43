/*
description: {vi: "Lời gọi tên đại lượng mà danh mục chỉ tiêu chưa có, hay gặp nhất trước", en: "Phrases that name quantities which the catalogue of indicators lacks, the most frequent first"}
question: {vi: Danh mục chỉ tiêu còn thiếu gì?, en: What does the catalogue of indicators lack?}
example: SELECT phrase, observations, example FROM mart.unlinked_phrases ORDER BY observations DESC LIMIT 20
one_row_per: {vi: lời gọi tên đại lượng, en: phrase}
owner: team:analysis
columns:
  phrase: {vi: "Lời gọi tên, viết thường; trống khi không thấy lời nào", en: "Phrase in small letters; empty where none was found", tests: [unique, not_null]}
  observations: {vi: Số quan sát, en: Number of observations}
  documents: {vi: Số văn bản, en: Number of documents}
  units: {vi: Các đơn vị đi cùng, en: Units met with it}
  example: {vi: Một câu chữ làm ví dụ, en: Words around one of them}
  observation_id: {vi: Quan sát của ví dụ, en: Observation of the example}
*/
SELECT
    trim(lower(coalesce(f.indicator_text, ''))) AS phrase,
    count(*) AS observations,
    count(DISTINCT f.document_id) AS documents,
    string_agg(DISTINCT f.unit_reported, ', ' ORDER BY f.unit_reported) AS units,
    arg_min(f.quote, f.observation_id) AS example,
    min(f.observation_id) AS observation_id
FROM core.fact_observation AS f
WHERE f.indicator IS NULL
GROUP BY trim(lower(coalesce(f.indicator_text, '')))
ORDER BY observations DESC, phrase ASC
