"""Figures that readers doubt, as they are kept."""

from pathlib import Path

import pytest

from ui import doubts
from ui.doubts import Doubts, Full


def test_a_doubt_is_kept_whole_until_it_is_settled(tmp_path: Path) -> None:
    kept = Doubts(tmp_path / "doubts")
    assert kept.waiting() == []
    id = kept.add(("甲？", "乙？"), {"value": "1.00"}, {"page": 3}, " 应为 2.00 ", b"picture", (("办公费", "1.00"),))
    (doubt,) = kept.waiting()
    assert (doubt.id, doubt.questions, doubt.note, doubt.around) == (
        id,
        ("甲？", "乙？"),
        "应为 2.00",
        (("办公费", "1.00"),),
    )
    assert doubt.picture is not None and doubt.picture.read_bytes() == b"picture"
    kept.settle(id)
    assert kept.waiting() == [] and list((tmp_path / "doubts").iterdir()) == []


def test_a_file_that_is_none_of_ours_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "note.json").write_text("no json", encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    assert Doubts(tmp_path).waiting() == []


def test_doubts_cannot_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "_MOST", 1)
    kept = Doubts(tmp_path)
    kept.add((), {}, {}, "x" * 5000)
    assert len(kept.waiting()[0].note) == doubts.LONGEST_NOTE
    with pytest.raises(Full):
        kept.add((), {}, {}, "")
