/*
description: {vi: Các kỳ gặp trong số liệu, viết theo SDMX, en: "Periods met in the figures, in SDMX writing"}
one_row_per: {vi: kỳ, en: period}
owner: team:warehouse
columns:
  time_period: {vi: Kỳ theo SDMX, en: SDMX period, tests: [unique, not_null]}
  freq: {vi: "Tần suất: A năm, S nửa năm, Q quý, M tháng, D ngày, _O độ dài khác", en: "Frequency: A year, S half-year, Q quarter, M month, D day, _O another length", tests: [not_null, {accepted_values: [A, S, Q, M, D, _O]}]}
  period_start: {vi: Ngày đầu, en: First day, tests: [not_null]}
  period_end: {vi: "Ngày cuối, kể cả ngày ấy", en: "Last day, included", tests: [not_null]}
  year: {vi: Năm mà kỳ kết thúc, en: Year in which the period ends, tests: [not_null]}
  days: {vi: Số ngày, en: Number of days}
  name_vi: {vi: Tên tiếng Việt, en: Vietnamese name, tests: [not_null]}
  name_en: {vi: Tên tiếng Anh, en: English name, tests: [not_null]}
tests:
  - {name: starts_before_it_ends, query: SELECT * FROM core.dim_period WHERE period_start > period_end}
*/
WITH periods AS (
    SELECT DISTINCT
        time_period,
        freq,
        period_start,
        period_end,
        year(period_end) AS year,
        datediff('month', period_start, period_end) + 1 AS months
    FROM core.fact_observation
    WHERE time_period IS NOT NULL
)

SELECT
    time_period,
    freq,
    period_start,
    period_end,
    year,
    datediff('day', period_start, period_end) + 1 AS days,
    CASE
        WHEN freq = 'A' THEN 'Năm ' || year
        WHEN freq = 'S' THEN '6 tháng ' || if(month(period_start) = 1, 'đầu', 'cuối') || ' năm ' || year
        WHEN freq = 'Q' THEN 'Quý ' || ['I', 'II', 'III', 'IV'][quarter(period_start)] || '/' || year
        WHEN freq = 'M' THEN 'Tháng ' || month(period_start) || '/' || year
        WHEN freq = 'D' THEN 'Ngày ' || strftime(period_start, '%d/%m/%Y')
        WHEN time_period LIKE '%Y' THEN 'Giai đoạn ' || year(period_start) || '-' || year
        WHEN time_period LIKE '%-01-01/P%M' THEN months || ' tháng năm ' || year
        ELSE 'Từ ' || strftime(period_start, '%d/%m/%Y') || ' đến ' || strftime(period_end, '%d/%m/%Y')
    END AS name_vi,
    CASE
        WHEN freq = 'A' THEN 'Year ' || year
        WHEN freq = 'S' THEN if(month(period_start) = 1, 'First', 'Second') || ' half of ' || year
        WHEN freq = 'Q' THEN 'Quarter ' || quarter(period_start) || ' of ' || year
        WHEN freq = 'M' THEN strftime(period_start, '%B %Y')
        WHEN freq = 'D' THEN strftime(period_start, '%d %B %Y')
        WHEN time_period LIKE '%Y' THEN 'Years ' || year(period_start) || ' to ' || year
        WHEN time_period LIKE '%-01-01/P%M' THEN 'First ' || months || ' months of ' || year
        ELSE strftime(period_start, '%d %B %Y') || ' to ' || strftime(period_end, '%d %B %Y')
    END AS name_en
FROM periods
ORDER BY period_start, period_end, time_period
