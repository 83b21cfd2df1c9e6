from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.dimensions import Point
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.errors import StoreBroken
from assistant.domain.parsed import Parsed
from assistant.domain.place import Box, Place
from assistant.domain.statement import Passage, Statement, StatementKind
from assistant.domain.table import Cell, Figure, Table
from assistant.stores.figures import FigureStore
from tests.benchmarks import made

PLACE = Place(3, Box(1.0, 2.0, 30.5, 12.0))


def parsed(document: str = "a.pdf", value: str | None = "1.50") -> Parsed:
    figure = Figure(
        1, 2, "2010301", "行政运行", ("一般公共服务支出", "行政运行"), ("支出", "合计"), Decimal(value) if value else None, "万元", 2025, Stage.BUDGET, PLACE,
        "4", value or "", "", "", Point(direction="expenditure", functional="2010301"),
    )  # fmt: skip
    table = Table(
        0,
        "表1",
        "支出表",
        "expenditure",
        "万元",
        (("科目",), ("支出", "合计")),
        2,
        (Cell(0, 0, "科目", 1, 1, PLACE), Cell(1, 0, "行政运行")),
        (figure,),
        (3, 4),
        "空表。",
        PLACE,
    )
    statement = Statement(
        StatementKind.PRIOR_CHANGE, "行政运行", Decimal("-0.10"), "万元", "减少0.10万元", "行政运行减少0.10万元。", ("第三部分", "五"), ("第三部分 说明", "五、支出"), 7, 2025,
        Stage.BUDGET, PLACE, ("一般公共服务支出", "行政运行"), base="上年预算", point=Point(source="general"),
    )  # fmt: skip
    disclosure = Disclosure(document, f"/x/{document}", f"sha-{document}", "pdf", "某局", 2025, Stage.BUDGET, "部门", 9)
    return Parsed(disclosure, (table,), (statement,), (Passage(0, ("一",), ("一、职能",), "负责某事。", PLACE),))


@pytest.fixture
def store(tmp_path: Path) -> FigureStore:
    return FigureStore(f"sqlite:///{tmp_path / 'figures.db'}")


def test_what_is_saved_is_read_back_the_same(store: FigureStore) -> None:
    given = parsed()
    store.save(given)
    assert store.documents() == [given.disclosure]
    assert tuple(store.tables("a.pdf", cells=True)) == given.tables
    assert tuple(store.statements("a.pdf")) == given.statements
    assert tuple(store.passages("a.pdf")) == given.passages


def test_a_blank_cell_is_not_zero(store: FigureStore) -> None:
    store.save(parsed("blank.pdf", None))
    store.save(parsed("zero.pdf", "0.00"))
    assert store.tables("blank.pdf")[0].figures[0].value is None
    assert store.tables("zero.pdf")[0].figures[0].value == Decimal("0.00")


def test_removing_leaves_nothing_behind(store: FigureStore) -> None:
    store.save(parsed())
    assert store.remove("a.pdf") and not store.remove("a.pdf")
    assert set(store.row_counts().values()) == {0}


def test_saving_again_replaces_and_every_write_moves_the_generation(store: FigureStore) -> None:
    before = store.generation()
    store.save(parsed())
    store.save(parsed(value="2.00"))
    assert store.row_counts()["documents"] == 1 and store.row_counts()["figures"] == 1
    assert store.tables("a.pdf")[0].figures[0].value == Decimal("2.00")
    assert store.generation() == before + 2


def test_a_failing_save_leaves_what_was_there(store: FigureStore) -> None:
    store.save(parsed())
    generation = store.generation()
    broken = parsed(value="9.00")
    broken = replace(broken, passages=(replace(broken.passages[0], text=None),))  # type: ignore[arg-type]
    with pytest.raises(StoreBroken):
        store.save(broken)
    assert store.tables("a.pdf")[0].figures[0].value == Decimal("1.50")
    assert store.generation() == generation


def test_a_file_that_is_no_database_is_named_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "figures.db").write_bytes(b"this is no database at all, just some words in a file" * 20)
    with pytest.raises(StoreBroken, match=r"figures\.db.*new home"):
        FigureStore(f"sqlite:///{tmp_path / 'figures.db'}").documents()


def test_rows_are_listed_by_name_once_with_the_departments_that_have_them(tmp_path: Path) -> None:
    store = FigureStore(f"sqlite:///{tmp_path / 'f.db'}")
    made.fill(store, 15)
    rows = [f.item for parsed in made.documents(15) for t in parsed.tables for f in t.figures]
    assert store.items() == sorted(set(rows))
    assert store.holders("办公费", 9) == sorted(made.departments(3))
    assert len(store.holders("办公费", 2)) == 2
    assert store.holders("没有这一行", 9) == []
    store.close()
