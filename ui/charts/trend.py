"""Lines over the years. A year without a figure breaks the line; a computed figure is a hollow point."""

from collections.abc import Sequence

import altair as alt

from ui.charts.look import INK, LABEL, Mark, Picture, colours, data, finished, legend_height, picking, row

_HEIGHT = 260


def trend(marks: Sequence[Mark], says: str) -> Picture | None:
    """A line for each series over the years of the marks; None where fewer than two figures stand."""
    drawn = [mark for mark in marks if mark.value is not None and mark.year is not None]
    if len(drawn) < 2:
        return None
    held = {mark.series for mark in drawn}
    without = dict.fromkeys(mark.series for mark in marks if mark.series not in held)
    marks = [mark for mark in marks if mark.series in held]
    years = [str(year) for year in range(min(_years(marks)), max(_years(marks)) + 1)]
    series = [mark.series for mark in marks]
    known = {(mark.series, mark.year) for mark in marks}
    missing = [
        Mark(f"gap:{name}:{year}", name, None, series=name, year=int(year))
        for name in dict.fromkeys(series)
        for year in years
        if (name, int(year)) not in known
    ]
    base = alt.Chart(data([row(mark, above=_is_above(mark, drawn)) for mark in (*marks, *missing)])).encode(
        x=alt.X(
            "year:O", title=None, scale=alt.Scale(domain=years, padding=0.5), axis=alt.Axis(labelAngle=0, labelPadding=8)
        ),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=4, format=",~f", grid=True, labelPadding=6)),
        color=colours(series),
    )  # fmt: skip
    lines = base.mark_line(strokeWidth=2.5, invalid="break-paths-show-path-domains").encode(
        order=alt.Order("year:O"), detail="series:N"
    )
    points = base.mark_point(
        size=110, strokeWidth=2.5, filled=False, opacity=1, cursor="pointer", invalid="filter"
    ).encode(
        fill=alt.condition("datum.hollow", alt.value("transparent"), colours(series, legend=False)),
        tooltip=alt.Tooltip("says:N", title=" "),
        description="says:N",
    )
    layers: list[alt.Chart] = [lines, points.add_params(picking())]
    sides = {_is_above(mark, drawn) for mark in drawn} if len(dict.fromkeys(series)) <= 2 else set()
    for above in sorted(sides):
        layers.append(
            base.mark_text(dy=-16 if above else 18, fontSize=LABEL, fontWeight=600, invalid="filter")
            .encode(text="shown:N", color=alt.value(INK))
            .transform_filter(f"datum.above === {str(above).lower()}")
        )
    gaps = [f"{mark.series} {mark.year}".strip() for mark in (*marks, *missing) if mark.value is None]
    return finished(layers, _HEIGHT + legend_height(series), says, [*without, *gaps])


def _is_above(mark: Mark, drawn: Sequence[Mark]) -> bool:
    """Whether a figure is the largest of its year, so that its number stands over it and the other's under it."""
    year = [other.value for other in drawn if other.year == mark.year and other.value is not None]
    return mark.value is not None and mark.value == max(year)


def _years(marks: Sequence[Mark]) -> list[int]:
    return [mark.year for mark in marks if mark.year is not None]
