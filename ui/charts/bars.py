"""Bars, one below the other, each under its own name: they read alike on a phone and on a wide screen."""

from collections.abc import Sequence

import altair as alt

from ui.charts.look import (
    INK,
    LABEL,
    PALETTE,
    Mark,
    Picture,
    colours,
    data,
    finished,
    gaps_of,
    legend_height,
    picking,
    row,
)

_STEP = 46  # pixels of a bar with its name
_AMOUNT = 120  # pixels kept for the amount beside a name


def bars(marks: Sequence[Mark], says: str) -> Picture | None:
    """A bar for each mark, in the order given; None where there is nothing to draw. A gap keeps its place and says so by having no bar."""
    drawn = [mark for mark in marks if mark.value is not None]
    if not drawn:
        return None
    series = [mark.series for mark in marks]
    several = len(dict.fromkeys(series)) > 1
    rows = [
        row(mark, order=order, name=f"{mark.label} · {mark.series}" if several and mark.series else mark.label)
        for order, mark in enumerate(marks)
    ]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
        tooltip=alt.Tooltip("says:N", title=" "),
    )
    lengths = base.mark_bar(height=12, cornerRadius=2, yOffset=10, cursor="pointer", invalid="filter").encode(
        x=alt.X("value:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        color=colours(series)
        if several
        else alt.condition("datum.value < 0", alt.value(PALETTE[1]), alt.value(PALETTE[0])),
        description="says:N",
    )
    names = base.mark_text(
        align="left", baseline="middle", dy=-8, fontSize=LABEL, color=INK, limit=alt.ExprRef(f"width - {_AMOUNT}"), cursor="pointer"
    ).encode(x=alt.value(0), text="name:N")  # fmt: skip
    amounts = base.mark_text(
        align="right", baseline="middle", dy=-8, fontSize=LABEL, color=INK, fontWeight=600, cursor="pointer"
    ).encode(x=alt.value("width"), text="shown:N")  # fmt: skip
    return finished(
        [lengths.add_params(picking()), names, amounts],
        _STEP * len(rows) + 10 + legend_height(series),
        says,
        gaps_of(marks),
    )
