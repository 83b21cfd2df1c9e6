"""Pictures of pages, and where a quote stands on them."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ui.page_image import NoPicture, PageImages, _find, _letters

SENTENCE = "机关运行经费减少3.05万元，主要原因是人员变动。"


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pages: the sentence 200 points from the top of the first, and on the second, which is turned by 90 degrees."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path_factory.mktemp("pages") / "说明.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for turned in (0, 90):
        canvas.setPageSize(A4 if not turned else (A4[1], A4[0]))  # reportlab swaps the sides of a page it turns
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, A4[1] - 200, SENTENCE[:12])
        canvas.drawString(72, A4[1] - 220, SENTENCE[12:])
        canvas.setPageRotation(turned)
        canvas.showPage()
    canvas.save()
    return path


def test_a_page_is_drawn_once_at_150_dots_an_inch(document: Path, tmp_path: Path) -> None:
    images = PageImages(tmp_path / "pages")
    first = images.picture(document, "abc", 1)
    drawn = first.path.stat().st_mtime_ns
    again = images.picture(document, "abc", 1)
    assert again == first
    assert again.path.stat().st_mtime_ns == drawn
    assert (first.page, first.pages) == (1, 2)
    with Image.open(first.path) as image:
        assert image.width == pytest.approx(A4[0] * 150 / 72, abs=2)
    assert [path.name for path in (tmp_path / "pages").iterdir()] == [first.path.name]


def test_a_turned_page_is_measured_as_it_is_shown(document: Path, tmp_path: Path) -> None:
    picture = PageImages(tmp_path).picture(document, "abc", 2)
    assert picture.width > picture.height


def test_a_quote_is_found_a_box_a_line(document: Path, tmp_path: Path) -> None:
    first, second = PageImages(tmp_path).quoted(document, 1, SENTENCE).boxes
    assert first.x0 == pytest.approx(72, abs=3)
    assert first.top < 200 < first.bottom + 3
    assert second.top > first.top + 15


def test_a_quote_on_a_turned_page_is_found_where_it_is_shown(document: Path, tmp_path: Path) -> None:
    images = PageImages(tmp_path)
    boxes = images.quoted(document, 2, SENTENCE[:12]).boxes
    picture = images.picture(document, "abc", 2)
    # turned clockwise, what was 200 points under the top is 200 points left of the right edge, and 72 points down
    assert all(box.x1 <= picture.width and box.bottom <= picture.height for box in boxes)
    assert max(box.x1 for box in boxes) == pytest.approx(picture.width - 190, abs=8)
    assert min(box.top for box in boxes) == pytest.approx(72, abs=3)


def test_a_quote_that_runs_over_the_page_is_marked_as_far_as_it_is_there(document: Path, tmp_path: Path) -> None:
    boxes = PageImages(tmp_path).quoted(document, 1, "上一页的开头写着这些字，" + SENTENCE[12:]).boxes
    assert len(boxes) == 1


def test_radicals_that_a_print_program_wrote_are_the_characters_they_stand_for() -> None:
    assert _find(_letters("⻔类和⾦额"), "门类和金额") == (0, 5, "")


def test_a_quote_that_is_not_there_marks_nothing(document: Path, tmp_path: Path) -> None:
    assert PageImages(tmp_path).quoted(document, 1, "政府性基金预算支出情况").boxes == ()
    assert PageImages(tmp_path).quoted(document, 1, "").boxes == ()


def test_a_page_that_cannot_be_drawn_is_named(document: Path, tmp_path: Path) -> None:
    images = PageImages(tmp_path)
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 no more")
    for source, page in ((document, 3), (document, 0), (tmp_path / "没有.pdf", 1), (broken, 1)):
        with pytest.raises(NoPicture, match=source.name):
            images.picture(source, "abc", page)


def test_the_end_of_a_quote_that_the_page_does_not_print_is_told(document: Path, tmp_path: Path) -> None:
    quoted = PageImages(tmp_path).quoted(document, 1, SENTENCE + "下一页还有这些字。")
    assert len(quoted.boxes) == 2
    assert quoted.rest == "下一页还有这些字。"


def test_a_figure_is_found_whole_inside_its_quote(document: Path, tmp_path: Path) -> None:
    images = PageImages(tmp_path)
    (number,) = images.quoted(document, 1, SENTENCE, ["3.05"]).figure
    first = images.quoted(document, 1, SENTENCE).boxes[0]
    assert number.x1 - number.x0 < (first.x1 - first.x0) / 3
    assert images.quoted(document, 1, SENTENCE, ["3.0", "05", ".05"]).figure == ()


def test_a_snapshot_is_a_part_of_the_page_with_the_box_framed(document: Path, tmp_path: Path) -> None:
    images = PageImages(tmp_path)
    whole = images.picture(document, "abc", 1)
    cut = images.crop(document, "abc", 1, images.quoted(document, 1, SENTENCE).boxes)
    with Image.open(whole.path) as page, Image.open(io.BytesIO(cut)) as part:
        assert part.width == page.width and part.height < page.height / 3
        colours = part.convert("RGB").getcolors(1 << 20)
        assert colours is not None and any(r > 150 and 60 < g < 160 and b < 60 for _, (r, g, b) in colours)
