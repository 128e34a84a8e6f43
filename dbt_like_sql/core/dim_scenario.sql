/*
description:
  vi: Số liệu là kết quả, ước tính, mục tiêu hay dự báo
  en: Whether a figure is a result, an estimate, a target or a forecast
one_row_per: {vi: kịch bản, en: scenario}
owner: team:warehouse
columns:
  scenario: {vi: Mã kịch bản, en: Code of the scenario, tests: [unique, not_null]}
  name_vi: {vi: Tên tiếng Việt, en: Vietnamese name, tests: [not_null]}
  name_en: {vi: Tên tiếng Anh, en: English name, tests: [not_null]}
  is_plan: {vi: Nói về điều muốn đạt, en: Says what is wanted rather than what was}
*/
SELECT
    scenario,
    name_vi,
    name_en,
    is_plan
FROM (
    VALUES
    ('ACTUAL', 'Thực hiện', 'Actual', FALSE),
    ('ESTIMATE', 'Ước thực hiện', 'Estimate', FALSE),
    ('TARGET', 'Mục tiêu, kế hoạch', 'Target', TRUE),
    ('PROJECTION', 'Dự báo', 'Projection', FALSE)
) AS listed (scenario, name_vi, name_en, is_plan)
