"""Files made to break a reader: each fails by itself, in bounded time and memory, and its neighbours are indexed."""

import os
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from assistant.stores.passages import PassageStore
from ingest.pipeline import Limits, Result, ingest
from tests.ingest.test_pipeline import opened, write

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(path: Path, *objects: bytes) -> Path:
    """A PDF of these objects, the first its catalog."""
    body, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    path.write_bytes(body + head + table + end)
    return path


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(data), extra) + data + b"\nendstream"


def page(resources: bytes) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources


def zeros(megabytes: int) -> bytes:
    """So many megabytes of blanks, deflated."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()


def forms_within_forms(path: Path) -> Path:
    """A page whose forms call each other ten times each, fifteen levels deep."""
    forms = [
        stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % n)
        for n in range(6, 20)
    ]
    last = stream(b"0 0 m 5 5 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(path, CATALOG, ONE_PAGE, page(b"/XObject<</X 5 0 R>>"), stream(b"/X Do"), *forms, last)


def results(
    tmp_path: Path, *, jobs: int = 1, limits: Limits | None = None
) -> tuple[dict[str, Result], FigureStore]:
    settings, store = opened(tmp_path)
    write(tmp_path / "in" / "good.txt")
    found = ingest([tmp_path / "in"], settings, store, jobs=jobs, limits=limits)
    return {Path(r.file).name: r for r in found}, store


def test_a_file_that_takes_too_long_is_stopped_and_its_neighbours_are_in(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    forms_within_forms(tmp_path / "in" / "deep.pdf")
    found, store = results(tmp_path, limits=Limits(seconds=3))
    assert (found["deep.pdf"].reason, found["good.txt"].status) == ("timeout", "indexed")
    assert "3 seconds" in (found["deep.pdf"].message or "")
    assert [d.document for d in store.documents()] == ["good.txt"]


def test_a_file_that_takes_too_much_memory_is_stopped_and_the_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    bomb = stream(zeros(1500), b"/Filter/FlateDecode")
    pdf(tmp_path / "in" / "bomb.pdf", CATALOG, ONE_PAGE, page(b""), bomb)
    found, _ = results(tmp_path, limits=Limits(memory=300 * 1024 * 1024))
    assert (found["bomb.pdf"].reason, found["good.txt"].status) == ("too_large", "indexed")
    assert "300 MB" in (found["bomb.pdf"].message or "")


def test_a_page_tree_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    within = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 1>>"
    pdf(tmp_path / "in" / "circle.pdf", CATALOG, ONE_PAGE, within)
    pdf(tmp_path / "in" / "none.pdf", CATALOG, b"<</Type/Pages/Kids[]/Count 0>>")
    found, _ = results(tmp_path)
    assert {found["circle.pdf"].reason, found["none.pdf"].reason} == {"damaged"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links and names")
def test_odd_names_links_and_pipes_harm_nothing(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    (inner / "folder.pdf").mkdir(parents=True)
    write(inner / "folder.pdf" / "within.txt", 2024)
    (inner / "loop.pdf").symlink_to("loop.pdf")
    (inner / "up").symlink_to("..")
    os.mkfifo(inner / "pipe.pdf")
    write(Path(os.fsdecode(os.fsencode(inner) + "/预算".encode("gb18030") + b".txt")), 2023)
    found, store = results(tmp_path)
    assert {name: r.status for name, r in found.items()} == dict.fromkeys(("within.txt", "预算.txt", "good.txt"), "indexed")
    assert sorted(d.document for d in store.documents()) == ["good.txt", "within.txt", "预算.txt"]


def test_a_suffix_in_capitals_is_read(tmp_path: Path) -> None:
    settings, store = opened(tmp_path)
    assert [r.status for r in ingest([write(tmp_path / "in" / "A.TXT")], settings, store)] == ["indexed"]


def test_html_of_endless_spans_and_depth_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "spans.html").write_text("<table>" + "<tr><td rowspan=60000 colspan=60000>1<td>2</tr>" * 3000)
    (tmp_path / "in" / "deep.html").write_text("<div>" * 100_000 + "x")
    (tmp_path / "in" / "long.html").write_text("<p>" + "预算 1.00" * 1_000_000)
    found, _ = results(tmp_path)
    assert (found["spans.html"].reason, found["long.html"].reason) == ("too_large", "too_large")
    assert found["deep.html"].reason in (None, "no_text") and found["good.txt"].status == "indexed"


NUMBERS = ("0994-2345678", "(0994)8765432", "13912345678", "139 1234 5678", "０９９４－２３４５６７９", "2345671", "62345678", "400-123-4567")
CONTACTS = """某市档案馆2025年部门预算

项目支出表

单位：万元

项目\t联系电话\t预算数
人员经费\t2345671\t3.00
公用经费\t62345678\t13.00

一、说明
联系人：张三，电话：0994-2345678转801，(0994)8765432。
如有疑问请拨打13912345678、139 1234 5678或０９９４－２３４５６７９，也可拨400-123-4567。
人员经费3.00万元，总额13812345678元。
"""


@pytest.fixture
def contacts(tmp_path: Path) -> Iterator[tuple[Settings, FigureStore]]:
    settings, store = opened(tmp_path)
    (tmp_path / "a.txt").write_text(CONTACTS, encoding="utf-8")
    opened_vectors: list[PassageStore] = []

    def vectors() -> PassageStore:
        opened_vectors.append(PassageStore(settings))
        return opened_vectors[0]

    ingest([tmp_path / "a.txt"], settings, store, vectors=vectors)
    yield settings, store
    opened_vectors[0].close()


def test_neither_store_holds_a_phone_number_and_both_hold_the_amounts(contacts: tuple[Settings, FigureStore]) -> None:
    settings, store = contacts
    dumped = ""
    for file in (settings.home / "figures.db", settings.home / "chroma" / "chroma.sqlite3"):
        connection = sqlite3.connect(file)
        dumped += "\n".join(connection.iterdump())
        connection.close()
    assert [number for number in NUMBERS if number in dumped] == []
    assert "13812345678元" in dumped
    assert [str(f.value) for t in store.tables("a.txt") for f in t.figures] == ["3.00", "13.00"]
