"""What the staff do to the library, without the page around it."""

from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline
from ui.intake import Intake


def text(amount: str) -> bytes:
    return f"甲州乙局2025年部门预算公开\n一、“三公”经费预算\n乙局2025年“三公”经费预算为{amount}万元。\n".encode()


def silent(page: int, pages: int) -> None:
    """Told of pages, and saying nothing."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load(tmp_path / "home", {})


@pytest.fixture
def store(settings: Settings) -> FigureStore:
    return FigureStore(settings.database_url)


def test_an_upload_of_the_same_name_replaces_and_a_bad_one_changes_nothing(
    settings: Settings, store: FigureStore
) -> None:
    intake = Intake(settings, store)
    assert intake.take_in("../乙局.txt", text("1.00"), silent).status == "indexed"
    assert intake.clashes(["乙局.txt", "丙局.txt"]) == ["乙局.txt"]
    assert intake.take_in("乙局.txt", text("2.00"), silent).status == "replaced"
    assert intake.take_in("乙局.txt", b"", silent).reason == "empty"
    (document,) = store.documents()
    assert Path(document.path).read_bytes() == text("2.00")
    assert Path(document.path).parent == settings.home / "uploads"


def test_a_document_from_elsewhere_gives_way_to_its_replacement_only_when_that_is_read(
    settings: Settings, store: FigureStore, tmp_path: Path
) -> None:
    original = tmp_path / "乙局.txt"
    original.write_bytes(text("1.00"))
    pipeline.ingest([original], settings, store)
    intake = Intake(settings, store)
    (old,) = store.documents()
    assert intake.replace(old, "乙局-更正.txt", b"", silent).status == "failed"
    assert [document.document for document in store.documents()] == ["乙局.txt"]
    assert intake.replace(old, "乙局-更正.txt", text("3.00"), silent).status == "indexed"
    assert [document.document for document in store.documents()] == ["乙局-更正.txt"]
    assert original.is_file()


def test_a_document_read_again_keeps_its_name_and_place(settings: Settings, store: FigureStore, tmp_path: Path) -> None:
    original = tmp_path / "乙局.txt"
    original.write_bytes(text("1.00"))
    pipeline.ingest([original], settings, store)
    original.unlink()
    before, generation = store.documents(), store.generation()
    (outcome,) = Intake(settings, store).read_again(["乙局.txt", "没有.txt"], silent)
    assert (outcome.status, outcome.document) == ("replaced", "乙局.txt")
    assert store.documents() == before
    assert store.generation() > generation
