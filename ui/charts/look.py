"""What every picture has in common: its marks, its colours, and that a click names the mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from assistant.domain.quantity import plain_decimal

PALETTE = ("#2b7a88", "#b0561f", "#7a5ea8", "#8a6d1f", "#3f7d4f", "#b34d6d", "#4a6fa5", "#6b7278")
"""Colours of series: each at least 3:1 on the light and on the dark ground, and white text at least 4.5:1 on each."""

PICK = "pick"
"""The name of the selection that a click makes."""

LABEL = 13  # pixels of a label's text
INK = "currentColor"  # of texts: the page's own colour, which follows the light or dark theme


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure to be drawn. `id` names it to the page; `value` None is a gap; `hollow` marks a computed one; `group` is what it is part of."""

    id: str
    label: str
    value: Decimal | None
    unit: str = ""
    series: str = ""
    year: int | None = None
    hollow: bool = False
    group: str = ""
    signed: bool = False  # a change: shown with its sign
    gap: str = ""  # what is said in place of a number that is not there

    @property
    def shown(self) -> str:
        """The number as it is read."""
        if self.value is None:
            return self.gap
        plus = "+" if self.signed and self.value > 0 else ""
        return plus + plain_decimal(self.value, separators=True).replace("-", "−")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a Vega-Lite specification (making one takes a tenth of a second), and the marks that are not drawn."""

    spec: dict[str, Any]
    gaps: tuple[str, ...] = ()


def picking() -> alt.Parameter:
    """The selection that a click on a mark makes; nothing looks selected before or after."""
    return alt.selection_point(name=PICK, fields=["id"], on="click", toggle=False, clear=False)


def row(mark: Mark, **more: object) -> dict[str, Any]:
    """A mark as the drawing library reads it; floats are for lengths only, the text is exact."""
    return {
        "id": mark.id,
        "label": mark.label,
        "value": None if mark.value is None else float(mark.value),
        "shown": mark.shown,
        "says": " ".join(part for part in (mark.label, mark.series, mark.shown, mark.unit) if part),
        "series": mark.series,
        "year": "" if mark.year is None else str(mark.year),
        "hollow": mark.hollow,
        **more,
    }


def data(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rows as inline data."""
    return {"values": list(rows)}


def colours(series: Sequence[str], legend: bool = True) -> alt.Color:
    """A colour for each series, in order, named above the picture where there are several."""
    names = list(dict.fromkeys(series))
    return alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=[PALETTE[n % len(PALETTE)] for n in range(len(names))]),
        legend=alt.Legend(
            orient="top", direction="horizontal", title=None, columns=2, labelLimit=170, labelFontSize=LABEL, labelColor=INK,
            symbolType="square", symbolOpacity=1,
        )
        if legend and len(names) > 1
        else None,
    )  # fmt: skip


def legend_height(series: Sequence[str]) -> int:
    """Pixels that the names of the series take above a picture, which is as high as it is told with them."""
    names = len(dict.fromkeys(series))
    return 18 + 22 * -(-names // 2) if names > 1 else 0


def finished(layers: Sequence[alt.Chart], height: int, says: str, gaps: Sequence[str] = ()) -> Picture:
    """Layers as one chart in the house's look, as wide as its column. Drawn as SVG, so that marks are sharp and named to screen readers."""
    whole = alt.LayerChart(layer=list(layers)).properties(
        height=height, width="container", usermeta={"embedOptions": {"renderer": "svg", "actions": False}}, description=says
    ).configure_view(stroke=None)  # fmt: skip
    whole = whole.configure_axis(grid=False, domain=False, ticks=False, labelFontSize=LABEL, labelColor=INK)
    return Picture(whole.to_dict(), tuple(gaps))


def gaps_of(marks: Sequence[Mark]) -> list[str]:
    """The names of the marks without a value."""
    return [" ".join(part for part in (mark.label, mark.series) if part) for mark in marks if mark.value is None]
