"""The bundled sample: what it promises to a newcomer, and what of it is read."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from assistant.stores.figures import FigureStore
from scripts.make_sample import DEPARTMENT, render
from tests.conftest import ROOT, SAMPLE

DEMO = "changji-government-office-2025.pdf"
DATA = ROOT / "scripts" / "sample"


def words(path: Path) -> list[str]:
    """The text of each page, without white space."""
    document = PdfDocument(path)
    return [re.sub(r"\s+", "", page.get_textpage().get_text_bounded()) for page in document]


def clauses(text: str) -> set[str]:
    """Whole sentences of prose, with the department's name taken out and numbering left off."""
    bare = re.sub(r"\s+", "", text).replace(DEPARTMENT, "本部门")
    return {re.sub(r"^[\d一二三四五六七八九十（）()、.]+", "", part) for part in re.split(r"[。\n；]", bare)}


def test_rendering_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        render(tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 2_000_000


def test_every_page_says_that_the_words_are_not_the_departments() -> None:
    pages = words(SAMPLE / DEMO)
    assert "数字取自该部门公开的2025年部门预算" in pages[0]
    assert all("演示文稿" in page for page in pages)


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.pdf")), ids=lambda path: path.name)
def test_real_or_marked_as_invented(path: Path) -> None:
    assert all("演示文稿" in page or "虚构" in page for page in words(path))


def test_the_prose_holds_no_phone_number_and_no_name_of_a_person() -> None:
    prose = (DATA / "prose.txt").read_text(encoding="utf-8") + (DATA / "goals.csv").read_text(encoding="utf-8")
    assert not re.search(r"(?<![\d.,])1[3-9]\d{9}(?!\d)|0\d{2,3}-?\d{7,8}", prose)
    assert "负责人" not in prose and "联系人" not in prose


def test_no_sentence_is_taken_from_the_real_disclosure(shared: Path) -> None:
    seed = (shared / "seed" / "changji-government-office-2025.txt").read_text(encoding="utf-8")
    ours = clauses((DATA / "prose.txt").read_text(encoding="utf-8"))
    copied = {sentence for sentence in ours & clauses(seed) if len(sentence) > 16}
    assert not copied


def test_the_data_file_holds_the_published_figures(shared: Path) -> None:
    def rows(path: Path, table: str) -> list[tuple[str, str, str, Decimal]]:
        with path.open(encoding="utf-8", newline="") as file:
            return sorted(
                (row[table].removeprefix("表"), row["code"], row["item"], Decimal(row["value"]))
                for row in csv.DictReader(file)
                if row[table]
            )

    truth = shared / "corpus" / "truth" / DEMO.replace(".pdf", ".csv")
    assert rows(DATA / "figures.csv", "table") == rows(truth, "table_no")


def test_every_goal_and_weight_is_read(sample_store: FigureStore) -> None:
    with (DATA / "goals.csv").open(encoding="utf-8", newline="") as file:
        goals = list(csv.DictReader(file))
    forms = {t.title: t for t in sample_store.tables(DEMO) if not t.number}
    targets = {(s.table_title, s.item): (s.value, s.weight) for s in sample_store.statements(DEMO) if s.weight}
    for goal in goals:
        weights = [f.value for f in forms[goal["form"]].figures if f.item == goal["item"] and f.unit == "分"]
        assert weights == [Decimal(goal["weight"])]
        number = re.search(r"[\d.]+", goal["target"])
        assert targets[goal["form"], goal["item"]] == (Decimal(number[0]) if number else None, goal["weight"])


@pytest.mark.parametrize(
    ("item", "kind", "value"),
    [
        ("一般公共预算", "prior_change", "90.40"), ("一般公共预算", "growth_rate", "5.19"), ("基本支出", "prior_change", "120.40"),
        ("项目支出", "prior_change", "-47.90"), ("项目支出", "growth_rate", "-7.73"), ("机关运行经费", "growth_rate", "48.69"),
        ("住房公积金", "prior_change", "3.08"), ("上年结转结余", "amount", "1.74"), ("房屋", "asset", "19696.98"),
        ("委托业务费", "project_allocation", "133.50"), ("政府采购服务预算", "procurement", "188.86"), ("退休", "headcount", "52"),
    ],
)  # fmt: skip
def test_what_the_prose_states_is_read(sample_store: FigureStore, item: str, kind: str, value: str) -> None:
    stated = {s.value for s in sample_store.statements(DEMO) if s.item == item and s.kind.value == kind}
    assert Decimal(value) in stated
