/*
description: {vi: "Văn bản: tiêu đề, nơi đăng, ngày, địa chỉ; các bản chép của nhau chung một nhóm", en: "Documents: title, publisher, date, address; copies of one another share a group"}
one_row_per: {vi: văn bản, en: document}
owner: team:warehouse
columns:
  document_id: {vi: sha256 của byte, en: sha256 of the bytes, tests: [unique, not_null]}
  name: {vi: Tên tệp không đuôi, en: Stem of the file}
  title: {vi: Tiêu đề, en: Title}
  publisher: {vi: Nơi đăng, en: Publisher}
  is_official: {vi: "Trang của cơ quan nhà nước, Đảng hay cơ quan thống kê", en: "Page of a state body, the Party or the statistics office"}
  published: {vi: Ngày đăng, en: Day of publication}
  published_basis: {vi: "Ngày đăng dựa vào đâu: sidecar, page, address, text", en: "What the date rests on: sidecar, page, address, text"}
  url: {vi: Địa chỉ trang, en: Address of the page}
  source: {vi: Nguồn đầu tiên, en: First source}
  source_count: {vi: Đến từ bao nhiêu nguồn, en: Number of sources it came from}
  arrived_at: {vi: Lúc đến lần đầu (UTC), en: When it first arrived (UTC)}
  media_type: {vi: Loại nội dung, en: Media type}
  ref_area: {vi: Mã địa phương mà trang nói về, en: Code of the home place}
  duplicate_group: {vi: "Nhóm các văn bản cùng chữ: document_id của bản đến đầu tiên", en: "Documents with the same words: document_id of the first that arrived", tests: [not_null, {relationships: core.dim_document.document_id}]}
  is_duplicate: {vi: Chép lại một văn bản đến trước, en: Repeats a document that came before, tests: [not_null]}
*/
WITH words AS (
    SELECT
        c.document_id,
        md5(lower(array_to_string(
            list_transform(
                list_filter(c.blocks, LAMBDA b: b.kind NOT IN ('boilerplate', 'byline')),
                LAMBDA b: substring(c.text, b.start + 1, b."end" - b.start)
            ),
            ' '
        ))) AS words_hash
    FROM cleaned.documents AS c
)

SELECT
    c.document_id,
    c.name,
    c.title,
    c.publisher,
    coalesce(regexp_matches(c.url, '^(https?://)?[^/]*\.(gov|dcs|dangcongsan|cpv\.org)\.vn(/|$)'), FALSE)
    OR coalesce(
        regexp_matches(lower(c.publisher), 'ubnd|ủy ban|uỷ ban|cổng thông tin|huyện ủy|tỉnh ủy|thống kê'), FALSE
    )
        AS is_official,
    c.published,
    c.published_basis,
    c.url,
    r.source,
    len(r.sources) AS source_count,
    r.arrived_at,
    r.media_type,
    c.ref_area,
    first_value(c.document_id) OVER copies AS duplicate_group,
    row_number() OVER copies > 1 AS is_duplicate
FROM cleaned.documents AS c
INNER JOIN raw.documents AS r ON c.document_id = r.document_id
INNER JOIN words AS w ON c.document_id = w.document_id
WINDOW copies AS (PARTITION BY w.words_hash ORDER BY r.arrived_at, c.document_id)
ORDER BY c.published, c.document_id
