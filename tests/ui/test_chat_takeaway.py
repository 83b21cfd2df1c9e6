"""What a reader carries away from the chat."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qs

from assistant.domain.answer import Answer, AnswerFigure, Citation, Kind
from assistant.domain.disclosure import Stage
from ui.takeaway import address, citation_text, figures_csv
from ui.wording import EN, ZH

ANSWER = Answer(
    "“三公”经费多少？",
    Kind.FIGURE,
    "70.80 万元。",
    (AnswerFigure(Decimal("-70.80"), "万元", "云岭州档案馆", 2025, Stage.BUDGET, "合计", "金额", citations=(0, 1)),),
    (
        Citation("甲.pdf", 12, "表10 “三公”经费", "合计", "金额", quote="70.80"),
        Citation("甲.pdf", 19, section="第三部分/十", quote="共 70.80 万元，“三公”"),
    ),
)


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(figures_csv(answer, EN).decode("utf-8-sig"))))


def test_the_csv_holds_each_figure_with_every_place_that_proves_it() -> None:
    first, second = rows(ANSWER)
    assert (first["value"], first["unit"], first["year"], first["stage"]) == ("-70.80", "万元", "2025", "budget")
    assert (first["document"], first["page"], first["row"]) == ("甲.pdf", "12", "合计")
    assert (second["page"], second["section"], second["quote"]) == ("19", "第三部分/十", "共 70.80 万元，“三公”")


def test_a_spreadsheet_runs_nothing_that_a_document_prints() -> None:
    hostile = replace(ANSWER, figures=(replace(ANSWER.figures[0], item="=1+1", measure="@x"),))
    assert (rows(hostile)[0]["item"], rows(hostile)[0]["measure"]) == ("'=1+1", "'@x")
    assert rows(hostile)[0]["value"] == "-70.80"


def test_a_spreadsheet_takes_the_csv_for_utf8() -> None:
    assert figures_csv(ANSWER, ZH).startswith(b"\xef\xbb\xbf")
    assert "单位" in figures_csv(ANSWER, ZH).decode("utf-8-sig").splitlines()[0]


def test_a_citation_names_the_document_page_table_row_and_column() -> None:
    text = citation_text(ANSWER, ZH)
    assert "[1] 甲.pdf，第12页，表10 “三公”经费，行 合计，列 金额" in text
    assert "[2] 甲.pdf，第19页，第三部分/十" in text
    assert "70.80 万元" in text


def test_an_address_holds_the_questions_in_their_order() -> None:
    assert parse_qs(address(["甲 & 乙？", "那丙呢"], "en").removeprefix("?")) == {
        "q": ["甲 & 乙？", "那丙呢"],
        "lang": ["en"],
    }
    assert "lang" not in address(["甲"], "zh")
