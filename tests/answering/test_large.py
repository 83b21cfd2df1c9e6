"""An index too large to be read whole for one question."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering import Service, library, open_service
from assistant.domain.answer import Kind
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from tests.benchmarks import made

_BODIES = made.departments(14)


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Seventy made budgets, where sixty count as many."""
    monkeypatch.setattr(library, "LARGE", 60)
    monkeypatch.setattr(library, "_KEPT", 65)
    settings = Settings.load(tmp_path, {})
    store = FigureStore(settings.database_url)
    made.fill(store, len(_BODIES) * len(made.YEARS))
    yield open_service(settings, store)
    store.close()


def test_a_named_department_is_answered_as_in_a_small_index(large: Service) -> None:
    answer = large.ask(f"{_BODIES[5]}2025年办公费多少")
    gold = next(f for t in made.document(_BODIES[5], 2025, 0).tables for f in t.figures if f.code == "30201")
    assert answer.figures[0].value == gold.value
    assert answer.figures[0].department == _BODIES[5]


def test_without_a_department_a_choice_of_those_that_have_the_row_is_offered(large: Service) -> None:
    answer = large.ask("办公费是多少")
    assert answer.kind is Kind.CLARIFY
    assert 2 <= len(answer.options) <= library.SOME
    assert large.ask(answer.options[0]).kind is Kind.FIGURE


def test_a_row_that_one_department_has_is_answered_from_it(large: Service, tmp_path: Path) -> None:
    parsed = made.document(made.departments(15)[14], 2025, 0)
    listed = parsed.tables[-1]
    row = replace(listed.figures[0], item="古树名木挂牌", item_path=("古树名木挂牌",))
    store = FigureStore(Settings.load(tmp_path, {}).database_url)
    store.save(replace(parsed, tables=(*parsed.tables[:-1], replace(listed, figures=(row, *listed.figures[1:])))))
    store.close()
    answer = large.ask("古树名木挂牌多少钱")
    assert (answer.figures[0].department, answer.figures[0].value) == (parsed.disclosure.department, row.value)


def test_what_is_asked_over_too_many_departments_is_asked_for_a_region(large: Service) -> None:
    answer = large.ask("哪个单位三公经费最多")
    assert answer.kind is Kind.CLARIFY
    assert not answer.figures
    over = large.ask(f"{_BODIES[3][:3]}哪个单位三公经费最多")
    assert {f.department for f in over.figures if f.department} <= {b for b in _BODIES if b.startswith(_BODIES[3][:3])}


def test_no_more_ledgers_are_held_than_allowed(large: Service) -> None:
    for body in _BODIES:
        large.ask(f"{body}2025年办公费多少")
    assert len(large.library._ledgers) == 65
