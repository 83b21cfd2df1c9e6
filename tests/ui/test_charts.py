"""Pictures: what is drawn, what is left a gap, and that every mark names its figure."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from assistant.answering import Service
from assistant.domain.answer import Answer, AnswerFigure, Kind, Reading
from assistant.domain.disclosure import Stage
from tests.ui.test_chat_style import CONFIG, contrast
from ui.charts import Mark, Picture, bars, chart_of, treemap, trend
from ui.charts.look import PALETTE, PICK
from ui.charts.treemap import Tile, squarified
from ui.wording import ZH


def drawn(picture: Picture | None) -> list[dict[str, Any]]:
    """The rows of a picture's data."""
    assert picture is not None
    spec = picture.spec
    return list(next(iter(spec["datasets"].values())) if "datasets" in spec else spec["layer"][0]["data"]["values"])


def mark(id: str, value: str | None, year: int | None = None, group: str = "") -> Mark:
    return Mark(id, id, Decimal(value) if value is not None else None, "万元", year=year, group=group)


def test_a_gap_is_null_and_named_and_never_zero() -> None:
    picture = trend([mark("a", "3.50", 2023), mark("b", None, 2024), mark("c", "4.00", 2025)], "公务接待费")
    assert [row["value"] for row in drawn(picture)] == [3.5, None, 4.0]
    assert picture is not None and picture.gaps == ("2024",)


def test_a_year_that_nobody_prints_is_a_gap_too() -> None:
    picture = trend([mark("a", "3.50", 2022), mark("c", "4.00", 2025)], "公务接待费")
    assert picture is not None and picture.gaps == ("2023", "2024")
    assert {row["year"] for row in drawn(picture)} == {"2022", "2023", "2024", "2025"}


def test_a_mark_shows_the_exact_number_and_carries_its_id() -> None:
    rows = drawn(bars([mark("7", "1234567.80"), mark("8", "-0.10")], "支出"))
    assert [(row["id"], row["shown"]) for row in rows] == [("7", "1,234,567.80"), ("8", "−0.10")]


def test_a_click_names_a_mark() -> None:
    picture = bars([mark("7", "1.00")], "支出")
    assert picture is not None
    params = picture.spec["params"]
    assert [(param["name"], param["select"]["fields"]) for param in params] == [(PICK, ["id"])]


def test_areas_are_as_large_as_their_figures_and_fill_the_whole() -> None:
    sizes = [60.0, 25.0, 10.0, 5.0]
    tiles = squarified(sizes, Tile(0, 0, 100, 50))
    areas = [(tile.x1 - tile.x) * (tile.y1 - tile.y) for tile in tiles]
    assert areas == pytest.approx([size * 50 for size in sizes])
    assert all(0 <= tile.x < tile.x1 <= 100.0001 and 0 <= tile.y < tile.y1 <= 50.0001 for tile in tiles)
    for one, other in pairwise(sorted(tiles, key=lambda tile: (tile.x, tile.y))):
        apart = (
            one.x1 <= other.x + 1e-6 or other.x1 <= one.x + 1e-6 or one.y1 <= other.y + 1e-6 or other.y1 <= one.y + 1e-6
        )
        assert apart


def test_parts_that_cannot_be_areas_are_named_instead() -> None:
    picture = treemap([mark("a", "5.00"), mark("b", "3.00"), mark("c", "-1.00"), mark("d", None)], "构成")
    assert len(drawn(picture)) == 2
    assert picture is not None and picture.gaps == ("c", "d")


@pytest.mark.parametrize("colour", PALETTE)
def test_colours_stand_out_in_light_and_dark_and_under_white_words(colour: str) -> None:
    for theme in ("light", "dark"):
        assert contrast(colour, CONFIG["theme"][theme]["backgroundColor"].lower()) >= 3
    assert contrast(colour, "#ffffff") >= 4.5


def figure(value: str, item: str = "“三公”经费", **own: Any) -> AnswerFigure:
    known: dict[str, Any] = {"department": "示例局", "year": 2025, "stage": Stage.BUDGET, "measure": "合计"} | own
    return AnswerFigure(Decimal(value), known.pop("unit", "万元"), item=item, **known)


def answer(*figures: AnswerFigure) -> Answer:
    return Answer("问", Kind.FIGURE, "答", figures)


def test_one_figure_has_no_picture() -> None:
    assert chart_of(answer(figure("1.00")), ZH) is None


def test_three_years_are_a_line_and_what_is_computed_from_them_is_left_out() -> None:
    years = [figure(f"{n}.00", year=2022 + n) for n in (1, 2, 3)]
    picture = chart_of(answer(*years, figure("2.00", measure="增减额", origin="derived")), ZH)
    assert [row["year"] for row in drawn(picture)] == ["2023", "2024", "2025"]


def test_two_bodies_are_compared() -> None:
    picture = chart_of(answer(figure("2.00"), figure("1.00", department="样例局")), ZH)
    assert [row["label"] for row in drawn(picture)] == ["示例局", "样例局"]


def test_the_parts_of_a_whole_are_areas_and_a_ranking_is_bars() -> None:
    parts = [figure(f"{n}.00", f"项目{n}") for n in (5, 3, 2, 1)]
    told = replace(answer(*parts), reading=Reading(operation="breakdown"))
    assert all("x2" in row for row in drawn(chart_of(told, ZH)))
    ranked = replace(answer(*parts), reading=Reading(operation="largest"))
    assert [row["order"] for row in drawn(chart_of(ranked, ZH))] == [0, 1, 2, 3]


def test_unlike_scopes_are_named_in_the_picture() -> None:
    picture = chart_of(answer(figure("2.00", scope="部门"), figure("1.00", department="样例局", scope="单位")), ZH)
    assert [row["label"] for row in drawn(picture)] == ["示例局（部门）", "样例局（单位）"]


def test_budget_and_final_of_one_body_are_not_bars_of_a_ranking() -> None:
    figures = [figure("3.00", "甲"), figure("2.00", "乙"), figure("1.00", "丙", stage=Stage.FINAL)]
    assert chart_of(answer(*figures), ZH) is None


def test_a_real_answer_over_years_has_its_picture(service: Service) -> None:
    found = service.ask("云岭州教育局2023年到2025年“三公”经费分别是多少？")
    picture = chart_of(found, ZH)
    assert next(row["shown"] for row in drawn(picture) if row["value"] is not None) == "21.80"
    ids = [int(row["id"]) for row in drawn(picture) if row["value"] is not None]
    assert all(found.figures[n].citations for n in ids)


def test_a_series_without_any_figure_is_named_once_and_not_drawn() -> None:
    marks = [mark("a", "3.50", 2023), mark("b", "3.00", 2024)]
    empty = [Mark("c", "c", None, "万元", "决算", year) for year in (2023, 2024)]
    picture = trend([*marks, *empty], "公务接待费")
    assert picture is not None and picture.gaps == ("决算",)
    assert {row["series"] for row in drawn(picture)} == {""}
