"""Whose document it is, of which year, stage and scope: from what stands on its pages."""

import pytest

from assistant.domain.place import Box
from ingest.identify import chapter_body, identify
from ingest.pages import Line, Page

CONTENTS = ("目 录", "第一部分 部门概况", "二、部门预算单位构成", "第二部分 2025年部门预算表", "第三部分 2025年部门预算情况说明")


def pages(*texts: tuple[str, ...]) -> list[Page]:
    """Pages of lines, one below the other."""
    return [
        Page(number, 595.0, 842.0, tuple(Line(t, Box(100, 80 + 20 * n, 100 + 12 * len(t), 92 + 20 * n), 12.0) for n, t in enumerate(lines)))
        for number, lines in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((("2025年度", "青川市石门区", "人力资源和社会保障局", "部门预算"), CONTENTS), ("青川市石门区人力资源和社会保障局", 2025, "budget", "部门")),
        ((("青川市石门区人民法院", "二〇二五年度部门预算"), CONTENTS), ("青川市石门区人民法院", 2025, "budget", "部门")),
        (((*CONTENTS,), ("第一部分 青川市石门区人民检察院概况",)), ("青川市石门区人民检察院", 2025, "budget", "部门")),
        ((("中共青川市委组织部", "2024年度部门决算"),), ("中共青川市委组织部", 2024, "final", "部门")),
        ((("青川市第一中学2025年单位预算公开",), CONTENTS), ("青川市第一中学", 2025, "budget", "单位")),
        ((("青川市红十字会2025年部门预算",),), ("青川市红十字会", 2025, "budget", "部门")),
        ((("青川市实验幼儿园2025年单位预算",),), ("青川市实验幼儿园", 2025, "budget", "单位")),
        ((("中共青川市委党校", "（青川行政学院）", "2025年部门预算"),), ("中共青川市委党校（青川行政学院）", 2025, "budget", "部门")),
        ((("青川市教育局（本级）2025年单位预算",),), ("青川市教育局（本级）", 2025, "budget", "单位")),
        ((("部门预算批复表", "附表1-1 2024年收支预算总表", "单位名称：青川县水利局 单位：万元"),), ("青川县水利局", 2024, "budget", "部门")),
        ((("2025年青川市市级部门预算", "预算主管部门：青川市民政局"),), ("青川市民政局", 2025, "budget", "部门")),
        ((("青川市发展和改革委员会（汇总）2025年部门预算",),), ("青川市发展和改革委员会", 2025, "budget", "部门")),
    ],
)  # fmt: skip
def test_odd_covers_tell_whose_document_it_is(texts: tuple[tuple[str, ...], ...], expected: tuple[str, int, str, str]) -> None:
    found = identify(pages(*texts))
    assert (found.department, found.year, found.stage and found.stage.value, found.scope) == expected


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("第二部分 青川市图书馆2025年单位预算", "青川市图书馆"),
        ("一、青川市博物馆2025年度单位预算情况说明", "青川市博物馆"),
        ("2025年部门预算", None),
        ("1.青川市图书馆2025年单位预算增加", None),
    ],
)
def test_a_chapters_heading_names_its_body(heading: str, body: str | None) -> None:
    assert chapter_body(heading) == body
