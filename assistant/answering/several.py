"""Several answers as one: the parts of a question that asks several things."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.answer import Answer, AnswerFigure, Citation, Kind, Reading

_TOLD = (Kind.FIGURE, Kind.EXPLANATION, Kind.MIXED)


def is_told(answer: Answer) -> bool:
    """Whether an answer tells something, rather than asking back or finding nothing."""
    return answer.kind in _TOLD


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """The answers to a question's parts as one answer to it, in their order; what a later part repeats stands once."""
    figures: list[AnswerFigure] = []
    citations: list[Citation] = []
    lines: list[str] = []
    for answer in answers:
        places = []
        for citation in answer.citations:
            if citation not in citations:
                citations.append(citation)
            places.append(citations.index(citation))
        for figure in answer.figures:
            moved = replace(
                figure,
                citations=tuple(places[n] for n in figure.citations),
                agreement=tuple(places[n] for n in figure.agreement),
            )
            if moved not in figures:
                figures.append(moved)
        lines += [line for line in answer.text.split("\n") if line and line not in lines]
    explained = any(answer.kind in (Kind.EXPLANATION, Kind.MIXED) for answer in answers)
    kind = (Kind.MIXED if explained else Kind.FIGURE) if figures else Kind.EXPLANATION
    return Answer(
        question=question,
        kind=kind,
        text="\n".join(lines),
        figures=tuple(figures),
        citations=tuple(citations),
        reading=_reading([answer.reading for answer in answers], kind),
        warnings=tuple(dict.fromkeys(warning for answer in answers for warning in answer.warnings)),
    )


def _reading(readings: Sequence[Reading], kind: Kind) -> Reading:
    first = readings[0]
    return replace(
        first,
        departments=tuple(dict.fromkeys(d for r in readings for d in r.departments)),
        years=tuple(dict.fromkeys(y for r in readings for y in r.years)),
        items=tuple(dict.fromkeys(i for r in readings for i in r.items)),
        route={Kind.FIGURE: "tables", Kind.EXPLANATION: "text"}.get(kind, "both"),
    )
