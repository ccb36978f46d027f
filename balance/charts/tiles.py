"""A tile map: one equal square per state, roughly where it lies, shaded by an amount."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from balance.charts.layout import Frame, Plan, narrowed, planned
from balance.charts.letters import inches
from balance.charts.style import BLACK, GREY, MIDDLE, NAVY, SHADES, WHITE, styled, text_on
from balance.comparison.printed import amount_cell
from balance.comparison.result import ChartSpec, Result
from balance.comparison.words import Cells
from balance.quantities.printing import number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["class_edges", "draw", "plan"]

_SIDE = 0.72
"""Inches of a tile with the gap to the next."""
_FACE = 0.92
"""Side of a tile in units of its place: the white gap keeps neighbours apart."""
_NUMBER = 7.0
"""Points of the number in a tile."""
_MOST_CLASSES = len(SHADES)
_WIDE = 50
"""Largest over smallest number from which classes are powers of ten."""
_HATCH = "////"

Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class _Grid:
    """Where every tile stands, and how far the map reaches."""

    places: Places
    columns: tuple[float, float]
    rows: tuple[float, float]


def _rows(result: Result, spec: ChartSpec) -> dict[str, Cells]:
    table = result.tables[spec.tables[0]]
    return {
        str(row["row"]): row
        for row in table.to_dict("records")
        if not spec.rows or row["row"] in spec.rows
    }


def _grid(result: Result, codes: Iterable[str]) -> _Grid:
    """Return the map; states of which no place is known stand in rows of their own below it."""
    table = result.data.tables["tiles"]
    known: dict[str, tuple[float, float]] = {
        str(state): (float(row), float(column))
        for state, row, column in zip(table["state"], table["row"], table["column"], strict=True)
    }
    first, last = min((c for _, c in known.values()), default=1.0), 1.0
    last = max([first + 7, *(c for _, c in known.values())])
    below = max((r for r, _ in known.values()), default=-1.0) + 2
    wide = int(last - first) + 1
    for number, code in enumerate(sorted(set(codes) - set(known))):
        known[code] = (below + number // wide, first + number % wide)
    rows = [row for row, _ in known.values()]
    return _Grid(known, (first, last), (min(rows), max(rows)))


def _edges(result: Result, spec: ChartSpec) -> tuple[float, ...]:
    rows = _rows(result, spec).values()
    return tuple(sorted(class_edges([n for row in rows for n in _ends(row, spec.columns[0])])))


def plan(result: Result, spec: ChartSpec, columns: int) -> Plan:
    """Return the measures of the chart in one column or two."""
    rows = _rows(result, spec)
    grid = _grid(result, rows)
    across, down = (ends[1] - ends[0] + 1 for ends in (grid.columns, grid.rows))
    frame = Frame(width=0.5 + _SIDE * across, row=_SIDE, left=0.25, right=0.25, foot=0.05)
    frame = narrowed(frame, columns, 0.15, 0.15)
    unit = next((str(row[f"{spec.columns[0]}_unit"]) for row in rows.values()), "")
    keys = _keys(unit, _edges(result, spec), set(grid.places) - set(rows))
    return planned(spec, frame, keys=keys, height=frame.inner / across * down)


def class_edges(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return round numbers that part some numbers into at most five classes.

    Parameters
    ----------
    numbers
        Finite, 0 or more.

    Returns
    -------
    tuple of float
        Class n holds what is at least edge n and less than edge n + 1.

    Examples
    --------
    >>> class_edges([1.28, 2.1, 4.12])
    (1.0, 2.0, 3.0, 4.0, 5.0)
    >>> class_edges([30.0, 900.0, 64_000.0])
    (10.0, 100.0, 1000.0, 10000.0, 100000.0)
    >>> class_edges([2.0, 2.0])
    (2.0, 4.0)
    """
    from matplotlib.ticker import MaxNLocator

    if not numbers:
        return ()
    low, high = min(numbers), max(numbers)
    if low == high:
        return (low, 2 * low or 1.0)
    if low > 0 and high > _WIDE * low:
        first, last = math.floor(math.log10(low)), math.floor(math.log10(high)) + 1
        step = math.ceil((last - first) / _MOST_CLASSES)
        return tuple(10.0**power for power in range(first, last + step, step))
    ticks = MaxNLocator(nbins=_MOST_CLASSES - 1, steps=[1, 2, 5, 10]).tick_values(low, high)
    edges = [float(round(tick, 9)) for tick in ticks if tick >= 0]
    below = max((edge for edge in edges if edge <= low), default=0.0)
    above = min((edge for edge in edges if edge > high), default=2 * edges[-1] - edges[-2])
    return tuple(edge for edge in {*edges, below, above} if below <= edge <= above)


def draw(result: Result, spec: ChartSpec, ax: Axes, plan: Plan) -> Axes:
    """Draw one tile per state, shaded by its class, with its code and the number as printed.

    Parameters
    ----------
    result
        Its table ``spec.tables[0]`` is a sheet with a row per state; its data has the table
        ``tiles`` of places.
    spec
        Title, source line, and in ``columns`` the amount that shades the tiles; where it, or one
        of the further columns, is exactly nothing, the tile says "none".
    ax
        Where to draw.
    plan
        The measures.

    Notes
    -----
    Classes end at round numbers, each from its lower end to below the next. A tile whose bounds
    lie in two classes shows both. What is not known is hatched; states that are not asked about
    are outlined, so that the others can be found. Where not every number fits into its tile,
    the tiles have the codes alone.
    """
    rows = _rows(result, spec)
    grid = _grid(result, rows)
    edges = _edges(result, spec)
    shades = _shades(len(edges) - 1)
    side = plan.frame.inner / (grid.columns[1] - grid.columns[0] + 1) * _FACE
    texts = {code: _text(spec, row) for code, row in rows.items()}
    lines = [line for text in texts.values() for line in text.split("\n")]
    is_told = max((inches(line, _NUMBER) for line in lines), default=0.0) < side
    with styled():
        ax.set_xlim(grid.columns[0] - 0.5, grid.columns[1] + 0.5)
        ax.set_ylim(grid.rows[1] + 0.5, grid.rows[0] - 0.5)
        plan.dress(ax)
        ax.set_axis_off()
        for code, (row, column) in grid.places.items():
            at = column, row
            if code in rows:
                text = texts[code] if is_told else ""
                _tile(ax, (spec, rows[code]), (code, text), at, edges, shades)
            else:
                _face(ax, at, facecolor=WHITE, edgecolor=MIDDLE, linewidth=0.6)
                ax.text(*at, code, ha="center", va="center", fontsize=_NUMBER, color=GREY)
    return ax


def _ends(row: Cells, name: str) -> tuple[float, ...]:
    """Return low, best and high of an amount that is more than nothing and closed, or nothing."""
    high = row[f"{name}_high"]
    if not row[f"{name}_unit"] or not math.isfinite(high) or not high:
        return ()
    ends = tuple(float(row[f"{name}{end}"]) for end in ("_low", "", "_high"))
    return tuple(end for end in ends if not math.isnan(end))


def _shades(count: int) -> tuple[str, ...]:
    """Return shades for some classes, spread over the light and the dark ones."""
    if count < 2:
        return SHADES[len(SHADES) // 2 :][: max(count, 0)]
    last = len(SHADES) - 1
    return tuple(SHADES[round(number * last / (count - 1))] for number in range(count))


def _face(ax: Axes, at: tuple[float, float], **look: Any) -> None:
    from matplotlib.patches import Rectangle

    corner = (at[0] - _FACE / 2, at[1] - _FACE / 2)
    ax.add_patch(Rectangle(corner, _FACE, _FACE, **look))


def _text(spec: ChartSpec, row: Cells) -> str:
    """Return what stands in a tile: its amount, on two lines where it is long."""
    name = spec.columns[0]
    text = amount_cell(spec.tables[0], row, name).text
    if not _ends(row, name) and _is_none(row, spec.columns):
        return "none"
    if not _ends(row, name) and (not row[f"{name}_unit"] or text == "not known"):
        text = "no figure"
    text = text.partition(" [")[0]
    return text.replace(" ", "\n", 1) if len(text) > 8 else text


def _tile(
    ax: Axes,
    drawn: tuple[ChartSpec, Cells],
    words: tuple[str, str],
    at: tuple[float, float],
    edges: tuple[float, ...],
    shades: tuple[str, ...],
) -> None:
    from matplotlib.patches import Polygon

    spec, row = drawn
    ends = _ends(row, spec.columns[0])
    colour, box = BLACK, ""
    if ends:
        low, high = (bisect_right(edges, end) - 1 for end in (ends[0], ends[-1]))
        colour = text_on(shades[high])
        _face(ax, at, facecolor=shades[high], edgecolor=NAVY, linewidth=0.6)
        if low < high:
            half = _FACE / 2
            corners = [(-half, -half), (half, -half), (-half, half)]
            points = [(at[0] + x, at[1] + y) for x, y in corners]
            ax.add_patch(Polygon(points, facecolor=shades[low], edgecolor=NAVY, linewidth=0.6))
            colour, box = BLACK, WHITE
    elif _is_none(row, spec.columns):
        _face(ax, at, facecolor=WHITE, edgecolor=NAVY, linewidth=1.6)
    else:
        _face(ax, at, facecolor=WHITE, edgecolor=GREY, linewidth=0.6, hatch=_HATCH)
        box = WHITE
    behind = {"boxstyle": "square,pad=0.1", "facecolor": box, "edgecolor": "none"} if box else None
    how: dict[str, Any] = {"ha": "center", "color": colour, "bbox": behind}
    code, text = words
    if not text:
        ax.text(*at, code, va="center", fontsize=8.5, fontweight="bold", **how)
        return
    ax.text(at[0], at[1] - 0.17, code, va="center", fontsize=9, fontweight="bold", **how)
    ax.text(at[0], at[1] + 0.04, text, va="top", fontsize=_NUMBER, linespacing=1.0, **how)


def _is_none(row: Cells, names: Iterable[str]) -> bool:
    """Return whether one of some amounts is known to be nothing."""
    return any(row[f"{name}_unit"] and row[f"{name}_high"] == 0 for name in names)


def _keys(unit: str, edges: tuple[float, ...], others: set[str]) -> list[Any]:
    from matplotlib.patches import Patch

    keys = [
        Patch(
            facecolor=shade,
            edgecolor=NAVY,
            linewidth=0.6,
            label=f"{number_text(low, unit) or '0'} to under {number_text(high, unit)}",
        )
        for shade, low, high in zip(_shades(len(edges) - 1), edges, edges[1:], strict=False)
    ]
    keys += [
        Patch(facecolor=WHITE, edgecolor=NAVY, linewidth=1.6, label="none"),
        Patch(
            facecolor=WHITE,
            edgecolor=GREY,
            hatch=_HATCH,
            linewidth=0.6,
            label="not known, or not in full",
        ),
    ]
    if others:
        keys.append(Patch(facecolor=WHITE, edgecolor=MIDDLE, label="not among those asked about"))
    return keys
