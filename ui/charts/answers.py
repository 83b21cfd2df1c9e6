"""The picture of an answer, where a picture says more than its text: a trend, a ranking, a breakdown, a comparison, budget against final."""

from collections.abc import Callable, Sequence

from assistant.domain.answer import Answer, AnswerFigure, Kind
from ui.charts.bars import bars
from ui.charts.look import Mark, Picture
from ui.charts.trend import trend
from ui.wording import Wording

_LEAST = 3  # figures from which on a picture says more than the numbers themselves
_MOST = 30  # bars that can be taken in
_COMPUTED = ("增减额", "增减率", "占比", "完成率")  # measures that are of figures, not beside them


def chart_of(answer: Answer, words: Wording) -> Picture | None:
    """The picture of an answer's figures; None where it would say nothing new. A mark's `id` is the figure's place in the answer."""
    if answer.kind in (Kind.CLARIFY, Kind.NOT_FOUND) or not answer.figures:
        return None
    stages = _stages(answer, words)
    if stages is not None:
        return stages
    alike = _alike(answer.figures)
    if len(alike) < _LEAST:
        return None
    figures = [figure for _, figure in alike]
    if len({figure.year for figure in figures}) >= _LEAST and len(_named(figures)) <= 8:
        return trend([_over_years(n, figure, figures, words) for n, figure in alike], answer.question)
    if len({figure.year for figure in figures}) > 1 or len(figures) > _MOST:
        return None
    telling = _telling(figures, words)
    if telling is None:
        return None
    return bars([Mark(str(n), telling(figure), figure.value, figure.unit) for n, figure in alike], answer.question)


def _alike(figures: Sequence[AnswerFigure]) -> list[tuple[int, AnswerFigure]]:
    """The figures that can stand side by side: of the unit, stage and scope that most of them have, each once."""
    shown = [(n, figure) for n, figure in enumerate(figures) if figure.measure not in _COMPUTED and figure.unit != "%"]
    kinds = [(figure.unit, figure.stage, figure.scope) for _, figure in shown]
    if not kinds:
        return []
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    once: dict[object, tuple[int, AnswerFigure]] = {}
    for (n, figure), own in zip(shown, kinds, strict=True):
        if own == kind:
            once.setdefault((figure.department, figure.year, figure.item, figure.measure), (n, figure))
    return list(once.values())


def _named(figures: Sequence[AnswerFigure]) -> list[tuple[str | None, str]]:
    """What the figures are of, the years apart."""
    return list(dict.fromkeys((figure.department, figure.item) for figure in figures))


def _over_years(n: int, figure: AnswerFigure, figures: Sequence[AnswerFigure], words: Wording) -> Mark:
    departments = len({f.department for f in figures}) > 1
    items = len({f.item for f in figures}) > 1
    series = " ".join(p for p in (figure.department if departments else "", figure.item if items else "") if p)
    label = words.year(figure.year)
    return Mark(str(n), label, figure.value, figure.unit, series, figure.year, figure.origin == "derived")


def _telling(figures: Sequence[AnswerFigure], words: Wording) -> Callable[[AnswerFigure], str] | None:
    """The one thing that tells the figures apart: department, item or column; None where it takes more than one."""
    readers: tuple[Callable[[AnswerFigure], str], ...] = (
        lambda figure: figure.department or "",
        lambda figure: figure.item,
        lambda figure: figure.measure,
    )
    for read in readers:
        if len({read(figure) for figure in figures}) == len(figures):
            return read
    return None


def _stages(answer: Answer, words: Wording) -> Picture | None:
    """Budget and final of one item, where both are what was asked for: the answer then holds what share was carried out."""
    rates = [figure for figure in answer.figures if figure.measure == "完成率"]
    if not rates:
        return None
    asked = [(n, f) for n, f in enumerate(answer.figures) if f.measure not in _COMPUTED and f.unit != "%"]
    kinds = {(f.unit, f.department, f.year, f.scope) for _, f in asked}
    if len(asked) != 2 or len(kinds) != 1 or len({f.stage for _, f in asked}) != 2:
        return None
    return bars(
        [Mark(str(n), f"{words.year(f.year)} {words.stage(f.stage)}".strip(), f.value, f.unit) for n, f in asked],
        answer.question,
    )
