"""Answers as HTML. Every text is escaped here: documents and questions are data, and never become markup."""

import html
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal

from assistant.domain.answer import Answer, AnswerFigure, Kind
from assistant.domain.disclosure import Disclosure
from assistant.domain.quantity import plain_decimal
from ui import sources
from ui.doubts import Doubt
from ui.outcome import Counts, Outcome
from ui.wording import Wording

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
_EMOJI_NAME = re.compile(r":(?=[\w+-]+:)")
_WITHOUT_HEADLINE = (Kind.CLARIFY, Kind.NOT_FOUND)
_LIST_FROM = 3  # so many figures are a list, which is shown whole; two are a headline and a companion
_UNORDERED = ("breakdown", "compare_years", "value")  # what lists that have no first are asked by
_LONG_LIST = 12  # rows from which on zeros wait behind a summary
_LONG_NUMBER = 11  # characters that fit on a phone's line at full size
_COLON = re.compile(r"(：|: )")
_INVISIBLE = "\u2060"  # word joiner: parts the colons of what would be read as an emoji's name


def escaped(text: str) -> str:
    """Text as HTML text, also safe inside an attribute."""
    return html.escape(text, quote=True)


def plain(text: str) -> str:
    """Text as a label that Streamlit reads as Markdown: shown as it is, whatever `*`, `$`, `~`, `<` or `:name:` it holds."""
    return _MARKDOWN.sub(r"\\\1", _EMOJI_NAME.sub(":" + _INVISIBLE, " ".join(text.split())))


def question(text: str) -> str:
    """What was asked, as the citizen's side of the conversation."""
    return f'<div class="b-question"><p>{escaped(text)}</p></div>'


def amount(value: Decimal) -> str:
    """A number with thousands separators and a true minus sign, its printed decimals kept."""
    return plain_decimal(value, separators=True).replace("-", "−")


def path(text: str) -> str:
    """An item's path, from the top, with quiet separators."""
    return '<span class="b-sep">›</span>'.join(f"<span>{escaped(part.strip())}</span>" for part in text.split(" / "))


def has_headline(answer: Answer) -> bool:
    """Whether one number answers the question: of a list only where it has an order."""
    if not answer.figures or answer.kind in _WITHOUT_HEADLINE:
        return False
    return not (_lists(answer) and answer.reading.operation in _UNORDERED)


def headline(answer: Answer, words: Wording, whose: bool = True) -> str:
    """The one number that answers the question, large, with what it is and (unless told elsewhere) whose; "" where there is none."""
    if not has_headline(answer):
        return ""
    figure = answer.figures[0]
    measure = "" if figure.measure in figure.item or not figure.measure else figure.measure
    number = amount(figure.value)
    long = " b-long" if len(number) > _LONG_NUMBER else ""
    what = path(" / ".join(part for part in (figure.item, measure) if part))
    return (
        f'<div class="b-headline"><div class="b-what">{what}</div>'
        f'<div class="b-number"><span class="b-value{long}">{escaped(number)}</span>'
        f'<span class="b-unit">{escaped(figure.unit)}</span>{_computed(figure, words)}</div>'
        f"{_whose(figure, words) if whose else ''}{_formula(answer, figure, words)}</div>"
    )


def _computed(figure: AnswerFigure, words: Wording) -> str:
    return f'<span class="b-tag">{escaped(words.computed)}</span>' if figure.origin == "derived" else ""


def _whose(figure: AnswerFigure, words: Wording) -> str:
    return f'<div class="b-whose">{escaped(words.belongs_to(figure))}</div>'


def _formula(answer: Answer, figure: AnswerFigure, words: Wording) -> str:
    if not figure.formula:
        return ""
    computed = sources.formula(answer, figure, words)
    return f'<div class="b-formula"><span class="b-label">{escaped(words.formula)}</span>{computed}</div>'


def sentences(answer: Answer) -> str:
    """The answer's text, a paragraph a line; what stands below as a table or as buttons is not said twice."""
    text = _question_back(answer) if answer.kind is Kind.CLARIFY else answer.text
    listed = {f"{plain_decimal(f.value, separators=True)} {f.unit}" for f in answer.figures if _lists(answer)}
    lines = [line for line in text.split("\n") if line.strip() and not _only_lists(line, listed)]
    body = "".join(f"<p>{escaped(line)}</p>" for line in lines)
    return f'<div class="b-text b-{answer.kind.value}">{body}</div>'


def _question_back(answer: Answer) -> str:
    """What is asked back, without the choices that its options name."""
    ask, colon, choices = (
        _COLON.split(answer.text.rstrip("。."), maxsplit=1) if _COLON.search(answer.text) else ("",) * 3
    )
    named = [choice.strip() for choice in re.split("[；;]", choices) if choice.strip()]
    if not named or not all(any(choice in option for option in answer.options) for choice in named):
        return answer.text
    return ask + ("。" if colon == "：" else ".")


def _only_lists(line: str, listed: Collection[str]) -> bool:
    """Whether a line is a row of the list: a name, a colon, an amount."""
    return any(line.endswith(f"{colon}{amount}") for amount in listed for colon in ("：", ": "))


def _lists(answer: Answer) -> bool:
    """Whether the answer's figures are shown as one list; a difference worked out of a list without order stands in it."""
    if not answer.figures or answer.kind in _WITHOUT_HEADLINE:
        return False
    stated = [figure for figure in answer.figures if figure.origin != "derived"]
    return _is_list(answer.figures) or (answer.reading.operation in _UNORDERED and _is_list(stated))


def figures(answer: Answer, words: Wording) -> str:
    """The figures beyond the headline as a small table; a list of them whole, in its order. "" where there is nothing to add."""
    if answer.kind in _WITHOUT_HEADLINE:
        return ""
    shown = answer.figures if _lists(answer) else _others(answer.figures)
    if not shown:
        return ""
    label = _distinguishing(answer, words)
    rows = [
        f"<tr><td>{label(figure)}{_computed(figure, words)}{_formula(answer, figure, words)}{_bar(bar)}</td>"
        f'<td class="b-amount">{escaped(amount(figure.value))}<span class="b-unit">{escaped(figure.unit)}</span></td>'
        f'<td class="b-refs">{sources.numbers(figure, words)}</td></tr>'
        for figure, bar in zip(shown, _bars(shown), strict=True)
    ]
    caption = "" if _lists(answer) else f"<caption>{escaped(words.more_figures)}</caption>"
    zeros = [row for row, figure in zip(rows, shown, strict=True) if not figure.value]
    if len(rows) <= _LONG_LIST or not 0 < len(zeros) < len(rows):
        return _table(rows, caption)
    told = escaped(words.more_figures_zero.format(len(zeros)))
    rest = [row for row in rows if row not in zeros]
    return _table(rest, caption) + f'<details class="b-more"><summary>{told}</summary>{_table(zeros)}</details>'


def _table(rows: Sequence[str], caption: str = "") -> str:
    return f'<table class="b-figures">{caption}<tbody>{"".join(rows)}</tbody></table>'


def _others(all_figures: Sequence[AnswerFigure]) -> list[AnswerFigure]:
    """The figures beside the headline, each once."""
    told = {(_named(figure), figure.value, figure.unit): figure for figure in reversed(all_figures)}
    once = set(map(id, told.values()))
    return [figure for figure in all_figures[1:] if id(figure) in once]


def _named(figure: AnswerFigure) -> tuple[object, ...]:
    """What a figure is called by."""
    return (figure.department, figure.year, figure.stage, figure.scope, figure.item, figure.measure)


def _is_list(all_figures: Sequence[AnswerFigure]) -> bool:
    """Whether the figures are alike (a ranking, a breakdown, a trend) and the headline only the first of them."""
    alike = len({(f.unit, "" if _apart(all_figures) else f.measure, f.origin) for f in all_figures}) == 1
    apart = len({_named(figure) for figure in all_figures}) == len(all_figures)
    return alike and apart and len(all_figures) >= _LIST_FROM


def _apart(all_figures: Sequence[AnswerFigure]) -> bool:
    """Whether each figure is of a body or of a year of its own: that their tables word the column in their own way tells nothing."""
    count = len(all_figures)
    return count in (len({f.department for f in all_figures}), len({f.year for f in all_figures}))


def _distinguishing(answer: Answer, words: Wording) -> Callable[[AnswerFigure], str]:
    """A label that names of each figure what tells it from the others: where they have one name, the place that prints it."""
    all_figures = answer.figures
    names = [_named(figure) for figure in all_figures]
    readers: tuple[Callable[[AnswerFigure], str], ...] = (
        lambda figure: figure.department or "",
        lambda figure: words.year(figure.year),
        lambda figure: words.stage(figure.stage),
        lambda figure: figure.scope or "",
        lambda figure: figure.item,
        lambda figure: figure.measure,
    )
    if _lists(answer) and _apart(stated := [figure for figure in all_figures if figure.origin != "derived"]):
        all_figures, readers = tuple(stated), readers[:3]
    telling = [read for read in readers if len({read(figure) for figure in all_figures}) > 1] or [readers[4]]

    def label(figure: AnswerFigure) -> str:
        if figure not in all_figures:  # worked out of the list
            return path(figure.measure or figure.item)
        parts = [path(text) for text in (read(figure) for read in telling) if text]
        if names.count(_named(figure)) > 1 and figure.citations:
            parts.append(escaped(words.place(answer.citations[figure.citations[0]])))
        return '<span class="b-dot">·</span>'.join(parts)

    return label


def _bars(shown: Sequence[AnswerFigure]) -> list[int]:
    """Lengths in percent of the longest, where the numbers are of one unit, none negative, and enough to compare; else zeros."""
    largest = max(figure.value for figure in shown)
    if not _is_list(shown) or largest <= 0 or min(figure.value for figure in shown) < 0:
        return [0] * len(shown)
    return [int(figure.value * 100 / largest) for figure in shown]


def _bar(length: int) -> str:
    return f'<div class="b-bar" style="width:{length}%"></div>' if length else ""


def agreement(answer: Answer, words: Wording) -> str:
    """How many places print the headline; "" for one."""
    if not answer.figures or answer.kind in _WITHOUT_HEADLINE:
        return ""
    count = len(answer.figures[0].agreement)
    if count < 2:
        return ""
    return f'<div class="b-agreement">{escaped(words.same_print.format(count))}</div>'


def warnings(answer: Answer, words: Wording) -> str:
    """What the reader should know before using the answer."""
    if not answer.warnings:
        return ""
    lines = "".join(f"<p>{escaped(warning)}</p>" for warning in answer.warnings)
    return f'<div class="b-warning" role="note"><div class="b-label">{escaped(words.warnings)}</div>{lines}</div>'


def option(text: str, figure: AnswerFigure | None) -> str:
    """An option's label for a button: the question, and the figure it would give where that is known."""
    if figure is None:
        return plain(text)
    return f"{plain(text)} **{plain(amount(figure.value))} {plain(figure.unit)}**"


def plain_figure(figure: AnswerFigure, words: Wording) -> str:
    """A figure in one line of plain text."""
    named = f"{words.belongs_to(figure)} · {figure.item}" if words.belongs_to(figure) else figure.item
    return f"{named}: {amount(figure.value)} {figure.unit}"


def doubt(doubted: Doubt, words: Wording) -> str:
    """A doubted figure as the staff read it."""
    figure, place = doubted.figure, doubted.citation
    head = f"{figure.get('item', '')} {figure.get('value', '')} {figure.get('unit', '')}"
    whose = (figure.get("department"), words.year(figure.get("year")), words.stage(figure.get("stage")))
    page = words.page.format(place["page"]) if place.get("page") else ""
    where = (place.get("document"), page, place.get("table") or place.get("section"), place.get("row"))
    lines = [
        " · ".join(str(part) for part in whose if part),
        " · ".join(str(part) for part in where if part),
        f"{words.asked}: {' → '.join(doubted.questions)}",
        *(" | ".join(row) for row in doubted.around),
    ]
    body = "".join(f"<small>{escaped(line)}</small>" for line in lines if line)
    note = f'<blockquote class="b-quote">{escaped(doubted.note)}</blockquote>' if doubted.note else ""
    when = f"<small>{escaped(doubted.at.replace('T', ' ').replace('+00:00', ' UTC'))}</small>"
    return f'<div class="b-document"><strong>{escaped(head)}</strong>{body}{when}</div>{note}'


def broken(message: str, words: Wording) -> str:
    """What is said when the index cannot be read: what is wrong and its mend, as the error words it."""
    return f'<div class="b-warning" role="alert"><div class="b-label">{escaped(words.broken)}</div><p>{escaped(message)}</p></div>'


def outcome(taken: Outcome, words: Wording) -> str:
    """What became of an uploaded file."""
    if taken.status == "failed":
        why = words.reasons.get(taken.reason, taken.message)
        return _outcome(f"{words.failed}: {taken.file}", [why], failed=True)
    belongs = (taken.department or "", words.issue(taken.year, taken.stage))
    read = words.parse_result.format(
        tables=taken.tables, figures=taken.figures, passages=taken.passages, checked=taken.checked, closed=taken.closed
    )
    lines = [" · ".join(part for part in belongs if part), read, *taken.warnings]
    return _outcome(f"{words.statuses.get(taken.status, taken.status)}: {taken.file}", lines, failed=False)


def report(taken: Outcome, words: Wording) -> str:
    """The parse report of a document: what was read, which sums close, what was not read, what to look at."""
    counts = {
        "pages": str(taken.pages) if taken.pages is not None else "—",
        "tables": str(taken.tables),
        "figures": str(taken.figures),
        "passages": str(taken.passages),
        "relations": f"{taken.closed} / {taken.checked}",
        "unread": str(len(taken.unread)),
    }
    rows = "".join(
        f'<tr><td>{escaped(words.report_names[name])}</td><td class="b-amount">{escaped(count)}</td></tr>'
        for name, count in counts.items()
    )
    unread = [
        words.unread_here.format(page=page if page is not None else "—", text=text) for page, text in taken.unread
    ]
    return (
        f'<table class="b-figures"><tbody>{rows}</tbody></table>'
        + _list(words.report_names["unread"], unread)
        + _list(words.report_names["warnings"], taken.warnings)
    )


def _list(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f'<div class="b-label">{escaped(title)}</div><ul class="b-lines">{items}</ul>'


def _outcome(title: str, lines: Iterable[str], failed: bool) -> str:
    body = "".join(f"<p>{escaped(line)}</p>" for line in lines if line)
    return f'<div class="b-outcome{" b-failed" if failed else ""}" role="status"><strong>{escaped(title)}</strong>{body}</div>'


def document(known: Disclosure, counts: Counts, words: Wording) -> str:
    """A document of the library: whose it is, and how much of it is indexed."""
    pages = words.pages.format(known.pages) if known.pages else ""
    held = (known.document, pages, words.held_tables.format(counts.tables), words.held_figures.format(counts.figures))
    return (
        f'<div class="b-document">{escaped(words.document_title(known))}'
        f"<small>{escaped(' · '.join(part for part in held if part))}</small></div>"
    )
