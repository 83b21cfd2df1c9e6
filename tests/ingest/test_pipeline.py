import shutil
from contextlib import closing
from pathlib import Path

import pypdfium2

from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest.pipeline import ingest
from tests.conftest import SAMPLE

TEXT = "某市档案馆{year}年部门预算\n\n支出表\n\n单位：万元\n\n项目\t预算数\n人员经费\t{amount}\n\n一、说明\n人员经费{amount}万元。\n"


def write(path: Path, year: int = 2025, amount: str = "3.00") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(year=year, amount=amount), encoding="utf-8")
    return path


def opened(tmp_path: Path) -> tuple[Settings, FigureStore]:
    settings = Settings.load(tmp_path / "home", {})
    return settings, FigureStore(settings.database_url)


def test_ingesting_twice_changes_nothing(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    file = write(tmp_path / "in" / "a.txt")
    assert [r.status for r in ingest([file], settings, store)] == ["indexed"]
    counts, generation = store.row_counts(), store.generation()
    assert [r.status for r in ingest([file], settings, store)] == ["unchanged"]
    assert (store.row_counts(), store.generation()) == (counts, generation)


def test_a_changed_file_replaces_what_was_there(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    ingest([write(tmp_path / "in" / "a.txt")], settings, store)
    assert [r.status for r in ingest([write(tmp_path / "in" / "a.txt", amount="4.00")], settings, store)] == [
        "replaced"
    ]
    assert [str(f.value) for t in store.tables("a.txt") for f in t.figures] == ["4.00"]
    assert store.row_counts()["documents"] == 1


def test_a_corrupt_file_is_named_and_harms_nothing(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    good = write(tmp_path / "in" / "good.txt")
    ingest([good], settings, store)
    broken = tmp_path / "in" / "broken.pdf"
    broken.write_bytes((SAMPLE / "yunling-education-2023.pdf").read_bytes()[:50_000])
    results = {Path(r.file).name: r for r in ingest([tmp_path / "in"], settings, store)}
    assert results["broken.pdf"].status == "failed"
    assert results["broken.pdf"].reason == "damaged" and "broken.pdf" in (results["broken.pdf"].message or "")
    assert [d.document for d in store.documents()] == ["good.txt"]


def test_a_good_file_that_turns_bad_keeps_its_place(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    file = write(tmp_path / "in" / "a.txt")
    ingest([file], settings, store)
    file.write_bytes(b"\x00\xff\xfe broken")
    assert [r.status for r in ingest([file], settings, store)] == ["failed"]
    assert [str(f.value) for t in store.tables("a.txt") for f in t.figures] == ["3.00"]


def test_two_files_of_one_name_are_told_apart_by_the_shortest_part_of_their_paths(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    write(tmp_path / "in" / "水利局" / "预算.txt", 2024)
    write(tmp_path / "in" / "教育局" / "预算.txt", 2025)
    ingest([tmp_path / "in"], settings, store)
    assert sorted(d.document for d in store.documents()) == ["教育局/预算.txt", "水利局/预算.txt"]


def test_the_same_bytes_under_another_name_are_indexed_once(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    file = write(tmp_path / "in" / "a.txt")
    shutil.copy(file, tmp_path / "in" / "b.txt")
    assert [r.status for r in ingest([tmp_path / "in"], settings, store)].count("indexed") == 1
    assert len(store.documents()) == 1


def long_pdf(path: Path, times: int) -> Path:
    """The bundled sample's documents one after the other, so many times."""
    whole = pypdfium2.PdfDocument.new()
    for name in ("yunling-education-2025.pdf", "yunling-transport-2024.pdf") * times:
        with closing(pypdfium2.PdfDocument(SAMPLE / name)) as part:
            whole.import_pages(part)
    path.parent.mkdir(parents=True, exist_ok=True)
    whole.save(path)
    whole.close()
    return path


def test_a_long_file_reads_the_same_in_one_process_and_in_several(tmp_path: Path) -> None:
    file = long_pdf(tmp_path / "in" / "long.pdf", 2)
    told: list[tuple[int, int]] = []
    reports = []
    for jobs in (1, 3):
        settings, store = opened(tmp_path / str(jobs))
        (result,) = ingest([file], settings, store, jobs=jobs, progress=lambda done, pages: told.append((done, pages)))
        figures = [(f.item_path, f.column_path, f.value, f.place) for t in store.tables("long.pdf") for f in t.figures]
        reports.append((result.report, figures))
    assert reports[0] == reports[1]
    assert told[-1][0] == told[-1][1] == reports[0][0]["pages"]


def test_every_result_tells_how_long_it_took(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "b.txt", 2024)
    (tmp_path / "in" / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    assert all(r.elapsed_ms > 0 for r in ingest([tmp_path / "in"], settings, store))
