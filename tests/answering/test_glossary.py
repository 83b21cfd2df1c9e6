"""The glossary: terms in the documents' own words, alike explanations together."""

from assistant.answering.glossary import GLOSSARIES, terms
from assistant.domain.statement import Passage
from assistant.stores.figures import FigureStore


def passage(ordinal: int, text: str) -> Passage:
    return Passage(ordinal, ("第四部分", str(ordinal)), ("第四部分 名词解释", "词"), text)


def test_alike_explanations_of_a_term_are_one_with_both_places() -> None:
    found = terms(
        [
            ("甲.pdf", passage(1, "一、基本支出：指为保障机构正常运转而发生的支出。")),
            ("乙.pdf", passage(2, "（二）基本支出:指为保障机构正常运转而发生的支出。")),
            ("丙.pdf", passage(3, "1.基本支出：人员经费和公用经费之和，不含项目。")),
        ]
    )
    assert [term.name for term in found] == ["基本支出"]
    assert [[place.document for place in meaning.places] for meaning in found[0].meanings] == [
        ["甲.pdf", "乙.pdf"],
        ["丙.pdf"],
    ]


def test_a_line_that_explains_nothing_is_no_term() -> None:
    assert terms([("甲.pdf", passage(1, "示例局2025年8月18日"))]) == ()


def test_the_samples_terms_are_found_with_their_pages(sample_store: FigureStore) -> None:
    found = {term.name: term for term in terms(sample_store.passages_under(GLOSSARIES))}
    term = found["“三公”经费"]
    assert "公务接待费" in term.meanings[0].text
    assert term.documents >= 3
    assert all(place.page is not None for meaning in term.meanings for place in meaning.places)
