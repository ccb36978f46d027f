"""What stands around a chart's axes: finding, legend, words under the axis, source line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from balance.charts.letters import inches, lines, wrapped
from balance.charts.style import GREY, SMALL, TITLE_SIZE
from balance.comparison.result import ChartSpec

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Surround", "colour_keys", "surround"]

_EDGE = 0.12
"""Inches between words and the edge of the picture."""
_GAP = 0.1
_AXIS_SIZE, _KEY_SIZE = 8.0, 8.5
_HANDLE, _PAD, _SPACING = 2.0, 0.5, 1.6
"""Widths in a legend, in sizes of its letters."""


@dataclass(frozen=True)
class Surround:
    """Words around a chart, broken into lines that fit its width.

    Attributes
    ----------
    title, note
        The finding and the source line.
    axis
        Words under the axis.
    keys
        Columns of the legend, each with its entries.
    """

    title: str
    note: str
    axis: str
    keys: tuple[tuple[Any, ...], ...]

    @property
    def above(self) -> float:
        """Inches that finding and legend need above the axes."""
        legend = self._legend_height + _GAP if self.keys else 0.0
        return legend + lines(self.title, TITLE_SIZE) + _GAP + _EDGE

    @property
    def below(self) -> float:
        """Inches that words under the axis and the source line need."""
        axis = lines(self.axis, _AXIS_SIZE) + 0.04 if self.axis else 0.0
        return axis + _GAP + lines(self.note, SMALL) + _EDGE

    @property
    def _legend_height(self) -> float:
        return max(
            sum(lines(key.get_label(), _KEY_SIZE) + 0.04 for key in column) for column in self.keys
        )

    def put(self, ax: Axes, left: float, head: float, foot: float) -> None:
        """Write the words around the axes.

        Parameters
        ----------
        ax
            The axes.
        left, head, foot
            Room around the axes in inches that is not for these words.
        """
        shift = _EDGE - left
        if self.axis:
            _write(ax, self.axis, (0.5, 0), (0, -foot), "top", _AXIS_SIZE, ha="center", color=GREY)
            foot += lines(self.axis, _AXIS_SIZE) + 0.04
        _write(ax, self.note, (0, 0), (shift, -foot - _GAP), "top", SMALL, color=GREY)
        if self.keys:
            self._put_legend(ax, shift, head)
            head += self._legend_height + _GAP
        _write(ax, self.title, (0, 1), (shift, head), "bottom", TITLE_SIZE, fontweight="bold")

    def _put_legend(self, ax: Axes, shift: float, head: float) -> None:
        from matplotlib.transforms import ScaledTranslation

        moved = ScaledTranslation(shift, head, ax.figure.dpi_scale_trans)
        legend = ax.legend(
            handles=[key for column in self.keys for key in column],
            loc="lower left",
            bbox_to_anchor=(0, 1),
            bbox_transform=ax.transAxes + moved,
            ncols=len(self.keys),
            frameon=False,
            fontsize=_KEY_SIZE,
            handlelength=_HANDLE,
            handletextpad=_PAD,
            columnspacing=_SPACING,
            labelspacing=0.3,
            borderpad=0,
            borderaxespad=0,
        )
        for text in legend.get_texts():
            text.set_parse_math(False)


def _write(
    ax: Axes,
    text: str,
    corner: tuple[float, float],
    offset: tuple[float, float],
    va: str,
    size: float,
    **look: Any,
) -> None:
    ax.annotate(
        text,
        corner,
        (offset[0] * 72, offset[1] * 72),
        xycoords="axes fraction",
        textcoords="offset points",
        va=va,
        fontsize=size,
        linespacing=1.25,
        annotation_clip=False,
        **{"ha": "left", **look},
    )


def surround(
    spec: ChartSpec, width: float, inner: float, axis: str = "", keys: Sequence[Any] = ()
) -> Surround:
    """Return the words around a chart, broken into lines.

    Parameters
    ----------
    spec
        Finding and source line.
    width, inner
        Of the picture and of its axes in inches.
    axis
        What the axis shows, with its unit.
    keys
        What the legend explains: artists with labels.
    """
    room = width - 2 * _EDGE
    return Surround(
        wrapped(str(spec.title), room, TITLE_SIZE, bold=True),
        wrapped(spec.note, room, SMALL),
        wrapped(axis, inner, _AXIS_SIZE),
        _columns(list(keys), room),
    )


def _columns(keys: list[Any], room: float) -> tuple[tuple[Any, ...], ...]:
    """Return the entries of a legend in as many columns as fit."""
    em = _KEY_SIZE / 72
    for key in keys:
        most = room - (_HANDLE + _PAD) * em
        key.set_label(wrapped(str(key.get_label()), most, _KEY_SIZE))
    for count in range(len(keys), 0, -1):
        size, more = divmod(len(keys), count)
        ends = [number * size + min(number, more) for number in range(count + 1)]
        columns = [tuple(keys[a:b]) for a, b in pairwise(ends)]
        widths = [
            max(inches(part, _KEY_SIZE) for key in column for part in key.get_label().split("\n"))
            for column in columns
        ]
        whole = sum(widths) + (count * (_HANDLE + _PAD) + (count - 1) * _SPACING) * em
        if whole <= room or count == 1:
            return tuple(columns)
    return ()


def colour_keys(entries: Iterable[tuple[str, str]], outline: str = "") -> list[Any]:
    """Return entries of a legend of colours.

    Parameters
    ----------
    entries
        Label and colour of each.
    outline
        Colour of the line around those that are too pale without one.
    """
    from matplotlib.patches import Patch

    from balance.charts.style import MIDDLE, PALE

    return [
        Patch(
            facecolor=colour,
            edgecolor=outline or (MIDDLE if colour == PALE else colour),
            label=label,
        )
        for label, colour in entries
    ]
