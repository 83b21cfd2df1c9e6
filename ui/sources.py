"""An answer's sources as buttons in its HTML: numbers beside figures, operands inside formulas, the list of places.

A button only carries the place of its citation; the answer's component listens for it (hand.js) and opens the source.
"""

import html
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.domain.answer import Answer, AnswerFigure, Citation
from assistant.domain.quantity import parse_amount
from ui.wording import Wording

_OPERAND = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_AT_ONCE = 8  # places of one document that are shown; the rest wait behind a summary


def button(index: int, text: str, words: Wording, kind: str) -> str:
    """A button that opens the citation of a place (from 0) in the answer's list."""
    told = html.escape(words.go_to_source.format(index + 1), quote=True)
    named = "" if kind == "b-place" else f' aria-label="{html.escape(text, quote=True)}: {told}"'
    return (
        f'<button type="button" class="b-cite {kind}" data-cite="{index}"{named} title="{told}">'
        f"{html.escape(text)}</button>"
    )


def numbers(figure: AnswerFigure, words: Wording) -> str:
    """The numbers of the citations that prove a figure."""
    return " ".join(button(index, str(index + 1), words, "b-ref") for index in dict.fromkeys(figure.citations))


def formula(answer: Answer, figure: AnswerFigure, words: Wording) -> str:
    """A formula whose operands open the places that print them; the result, behind the equals sign, is computed."""
    assert figure.formula is not None
    given, equals, result = figure.formula.partition("=")
    tokens = list(_OPERAND.finditer(given))
    proofs = _proofs([token.group() for token in tokens], figure, answer.citations)
    parts, at = [], 0
    for token, proof in zip(tokens, proofs, strict=True):
        parts.append(html.escape(given[at : token.start()]))
        said = token.group()
        parts.append(button(proof, said, words, "b-operand") if proof is not None else html.escape(said))
        at = token.end()
    return "".join(parts) + html.escape(given[at:] + equals + result)


def _proofs(operands: Sequence[str], figure: AnswerFigure, citations: Sequence[Citation]) -> list[int | None]:
    """For each operand the citation that prints it: the figure's own first, each once while there are others."""
    left = [*dict.fromkeys(figure.citations)]
    found: list[int | None] = []
    for operand in operands:
        value = Decimal(operand.replace(",", ""))
        proof = next((i for i in [*left, *figure.citations] if _prints(citations[i], value)), None)
        if proof in left:
            left.remove(proof)
        found.append(proof)
    if len(operands) == len(figure.citations):  # printed in another unit: they stand in the formula's order
        return [figure.citations[k] if proof is None else proof for k, proof in enumerate(found)]
    return found


def _prints(citation: Citation, value: Decimal) -> bool:
    """Whether a place prints a number: as its cell, or among the words of its quote."""
    cell = parse_amount(citation.quote)
    if cell is not None:
        return abs(cell) == value
    return any(Decimal(found.group().replace(",", "")) == value for found in _OPERAND.finditer(citation.quote))


def places(answer: Answer, title: Callable[[str], str], words: Wording, folded: bool = False) -> str:
    """A button for every place, under its document where there are several; `title` names a document. `folded` behind a summary."""
    groups: dict[str, list[int]] = {}
    for index, citation in enumerate(answer.citations):
        groups.setdefault(citation.document, []).append(index)
    names = words.places(answer.citations)
    made = [] if folded else [f'<div class="b-label">{html.escape(words.sources)}</div>']
    for document, group in groups.items():
        if len(groups) > 1:
            made.append(f'<div class="b-group">{html.escape(title(document))}</div>')
        buttons = [button(i, f"{i + 1}  {names[i]}" if len(names) > 1 else names[i], words, "b-place") for i in group]
        made.append(f'<div class="b-places">{"".join(buttons[:_AT_ONCE])}</div>')
        if rest := buttons[_AT_ONCE:]:
            more = html.escape(words.more_places.format(len(rest)))
            made.append(
                f'<details class="b-more"><summary>{more}</summary><div class="b-places">{"".join(rest)}</div></details>'
            )
    if folded:
        told = html.escape(f"{words.sources} · {len(answer.citations)}")
        return f'<details class="b-more"><summary>{told}</summary>{"".join(made)}</details>'
    return "".join(made)
