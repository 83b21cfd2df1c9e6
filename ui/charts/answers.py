"""The picture of an answer, where a picture says more than its text: a trend, a ranking, a breakdown, a comparison, budget against final."""

from collections.abc import Callable, Sequence

from assistant.domain.answer import Answer, AnswerFigure, Kind
from ui.charts.bars import bars
from ui.charts.look import Mark, Picture
from ui.charts.treemap import treemap
from ui.charts.trend import trend
from ui.wording import Wording

_LEAST = 3  # figures from which on a picture says more than the numbers themselves
_LEAST_BODIES = 2  # bodies
_LEAST_PARTS = 4  # parts from which on areas say more than bars
_MOST_LINES = 8
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
    parts = answer.reading.operation == "breakdown" and len({figure.department for _, figure in alike}) == 1
    if parts:
        alike = [(n, figure) for n, figure in alike if figure.value] or alike  # a part of nothing is no part
    figures = [figure for _, figure in alike]
    apart = len({figure.department for figure in figures}) > 1
    if len(alike) < (_LEAST_BODIES if apart else _LEAST):
        return None
    if len({figure.year for figure in figures}) >= _LEAST and len(_series(figures)) <= _MOST_LINES:
        return trend([_over_years(n, figure, figures, words) for n, figure in alike], answer.question)
    if len({(figure.year, figure.stage) for figure in figures}) > 1 or len(figures) > _MOST:
        return None
    telling = _telling(figures)
    if telling is None:
        return None
    if parts and len(alike) >= _LEAST_PARTS and all(figure.value > 0 for figure in figures):
        return treemap([Mark(str(n), telling(f), f.value, f.unit) for n, f in alike], answer.question)
    scopes = len({figure.scope for figure in figures if figure.scope}) > 1
    return bars(
        [
            Mark(str(n), telling(f) + (f"（{f.scope}）" if scopes and f.scope else ""), f.value, f.unit)
            for n, f in alike
        ],
        answer.question,
    )


def _alike(figures: Sequence[AnswerFigure]) -> list[tuple[int, AnswerFigure]]:
    """The figures of the unit that most of them have, each once; what is only computed from them left out."""
    shown = [(n, figure) for n, figure in enumerate(figures) if figure.measure not in _COMPUTED and figure.unit != "%"]
    units = [figure.unit for _, figure in shown]
    if not units:
        return []
    unit = max(dict.fromkeys(units), key=units.count)
    once: dict[object, tuple[int, AnswerFigure]] = {}
    for n, figure in shown:
        if figure.unit == unit:
            key = (figure.department, figure.year, figure.stage, figure.scope, figure.item, figure.measure)
            once.setdefault(key, (n, figure))
    return list(once.values())


def _series(figures: Sequence[AnswerFigure]) -> list[tuple[object, ...]]:
    """What the figures are of, the years apart."""
    return list(dict.fromkeys((figure.department, figure.item, figure.stage, figure.scope) for figure in figures))


def _over_years(n: int, figure: AnswerFigure, figures: Sequence[AnswerFigure], words: Wording) -> Mark:
    parts = (
        figure.department if len({f.department for f in figures}) > 1 else "",
        figure.item if len({f.item for f in figures}) > 1 else "",
        words.stage(figure.stage) if len({f.stage for f in figures}) > 1 else "",
        figure.scope if len({f.scope for f in figures if f.scope}) > 1 else "",
    )
    series = " ".join(part for part in parts if part)
    return Mark(
        str(n), words.year(figure.year), figure.value, figure.unit, series, figure.year, figure.origin == "derived"
    )


def _telling(figures: Sequence[AnswerFigure]) -> Callable[[AnswerFigure], str] | None:
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
