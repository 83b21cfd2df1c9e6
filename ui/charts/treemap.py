"""Treemaps: parts as areas, near each other where they are parts of one thing, as square as they can be made (Bruls, Huizing, van Wijk 2000)."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from ui.charts.look import LABEL, Mark, Picture, colours, data, finished, legend_height, picking, row

_WIDE, _HIGH = 100.0, 56.0
_HEIGHT = 340
_GAP = 0.3  # of a hundredth of the width, between two parts


@dataclass(frozen=True, slots=True)
class Tile:
    """A rectangle in a space of its own; `x < x1`, `y < y1`."""

    x: float
    y: float
    x1: float
    y1: float


def treemap(marks: Sequence[Mark], says: str) -> Picture | None:
    """An area for each mark that is above zero, together with those of its group; None where fewer than two can be drawn."""
    drawn = [mark for mark in marks if mark.value is not None and mark.value > 0]
    if len(drawn) < 2:
        return None
    grouped = any(mark.group for mark in drawn)
    groups: dict[str, list[Mark]] = {}
    for mark in drawn:
        groups.setdefault(mark.group or (mark.label if grouped else ""), []).append(mark)
    ordered = sorted(groups.items(), key=lambda pair: -_sum(pair[1]))
    tiles = squarified([_sum(members) for _, members in ordered], Tile(0, 0, _WIDE, _HIGH))
    rows = []
    for (name, members), tile in zip(ordered, tiles, strict=True):
        members = sorted(members, key=lambda mark: -(mark.value or 0))
        for mark, part in zip(members, squarified([float(m.value or 0) for m in members], tile), strict=True):
            place = {"x": part.x + _GAP, "x2": part.x1 - _GAP, "y": part.y + _GAP, "y2": part.y1 - _GAP}
            rows.append(row(mark, **place) | {"series": name})
    base = alt.Chart(data(rows)).encode(tooltip=alt.Tooltip("says:N", title=" "))
    across = alt.Scale(domain=[0, _WIDE], nice=False, zero=False)
    down = alt.Scale(domain=[0, _HIGH], nice=False, zero=False, reverse=True)
    areas = base.mark_rect(cornerRadius=3, cursor="pointer").encode(
        x=alt.X("x:Q", axis=None, scale=across), x2="x2:Q", y=alt.Y("y:Q", axis=None, scale=down), y2="y2:Q",
        color=colours([name for name, _ in ordered]), description="says:N",
    )  # fmt: skip
    wide = f"((datum.x2 - datum.x) / {_WIDE} * width)"
    high = f"((datum.y2 - datum.y) / {_HIGH} * height)"
    layers = [areas.add_params(picking())]
    for text, dy, least, room in (("label", 8, 22, "46"), ("shown", 25, 42, "(8 * length(datum.shown) + 14)")):
        layers.append(
            base.mark_text(
                align="left", baseline="top", dx=7, dy=dy, fontSize=LABEL, fontWeight=600 if text == "shown" else 400, color="white", cursor="pointer",
                limit=alt.ExprRef(f"max(1, {wide} - 12)"),
                opacity=alt.ExprRef(f"{wide} > {room} && {high} > {least} ? 1 : 0"),
            ).encode(x=alt.X("x:Q", scale=across), y=alt.Y("y:Q", scale=down), text=f"{text}:N")
        )  # fmt: skip
    gaps = [mark.label for mark in marks if mark not in drawn]
    return finished(layers, _HEIGHT + legend_height(list(groups)), says, gaps)


def _sum(marks: Sequence[Mark]) -> float:
    return float(sum(mark.value or 0 for mark in marks))


def squarified(sizes: Sequence[float], tile: Tile) -> list[Tile]:
    """A tile for each size (above zero, largest first) that together fill a tile, each as square as a greedy choice makes it."""
    total = sum(sizes)
    if not sizes or total <= 0:
        return []
    scale = (tile.x1 - tile.x) * (tile.y1 - tile.y) / total
    areas = [size * scale for size in sizes]
    placed: list[Tile] = []
    rest = tile
    while len(placed) < len(areas):
        side = min(rest.x1 - rest.x, rest.y1 - rest.y)
        strip = [areas[len(placed)]]
        for area in areas[len(placed) + 1 :]:
            if _worst([*strip, area], side) > _worst(strip, side):
                break
            strip.append(area)
        made, rest = _laid(strip, rest)
        placed += made
    return placed


def _worst(strip: Sequence[float], side: float) -> float:
    """The largest ratio of length to breadth in a strip laid along a side."""
    total = sum(strip)
    return max(max(side * side * area / total**2, total**2 / (side * side * area)) for area in strip)


def _laid(strip: Sequence[float], tile: Tile) -> tuple[list[Tile], Tile]:
    """A strip laid along the shorter side, and what is left of the tile."""
    width, height = tile.x1 - tile.x, tile.y1 - tile.y
    total = sum(strip)
    tiles = []
    if width >= height:
        deep, at = total / height, tile.y
        for area in strip:
            tiles.append(Tile(tile.x, at, tile.x + deep, at + area / deep))
            at += area / deep
        return tiles, Tile(min(tile.x + deep, tile.x1), tile.y, tile.x1, tile.y1)
    deep, at = total / width, tile.x
    for area in strip:
        tiles.append(Tile(at, tile.y, at + area / deep, tile.y + deep))
        at += area / deep
    return tiles, Tile(tile.x, min(tile.y + deep, tile.y1), tile.x1, tile.y1)
