"""One look for all charts: colours, fonts, sizes, and files that come out the same each run."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "ACTORS",
    "AMBER",
    "BLACK",
    "GREY",
    "NAVY",
    "PALE",
    "PALETTE",
    "PLUM",
    "TEAL",
    "actor_colours",
    "finish",
    "save",
    "styled",
    "text_on",
    "wrapped",
]

# Palette of the UK Government Analysis Function: each is at least 3:1 on white.
NAVY, TEAL, PLUM, AMBER = PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25")
BLACK, GREY, PALE = "#0B0C0C", "#6F777B", "#DEE0E2"

VIOLET, CHARCOAL = "#A285D1", "#3D3D3D"

ACTORS: Mapping[str, str] = {
    "TUR": TEAL,
    "GBR": PLUM,
    "DEU": AMBER,
    "FRA": VIOLET,
    "USA": CHARCOAL,
}
"""Colours that states keep in every chart; others take what is free. Navy is the coalition's."""

_RC: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": BLACK,
    "axes.labelcolor": BLACK,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "text.color": BLACK,
    "text.parse_math": False,  # a dollar sign is money
    "svg.hashsalt": "balance",
    "svg.fonttype": "path",
    "figure.dpi": 100,
    "savefig.dpi": 150,
}
TITLE_SIZE = 11.5


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the project's look and leave everybody else's settings alone."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


def wrapped(text: str, width_inches: float, size: float = TITLE_SIZE, bold: bool = True) -> str:
    """Return a text broken into lines that fit a width.

    Parameters
    ----------
    text
        What to break.
    width_inches
        The room there is.
    size, bold
        The font.
    """
    per_letter = size * (0.64 if bold else 0.56) / 72
    return "\n".join(textwrap.wrap(text, max(20, int(width_inches / per_letter))))


def actor_colours(codes: Iterable[str]) -> dict[str, str]:
    """Return a colour for each of at most four states; the same state keeps its colour."""
    wanted = list(codes)
    taken = {code: ACTORS[code] for code in wanted if code in ACTORS}
    free = [colour for colour in ACTORS.values() if colour not in taken.values()]
    for code in sorted(set(wanted) - set(taken)):
        if free:
            taken[code] = free.pop(0)
    return taken


def text_on(colour: str) -> str:
    """Return the colour of text that can be read on a colour."""
    return "#FFFFFF" if colour in (NAVY, PLUM, CHARCOAL) else BLACK


def finish(ax: Axes, title: str, note: str, top: float, bottom: float, left: float) -> None:
    """Put the finding above and the source line below a chart.

    Parameters
    ----------
    ax
        The axes.
    title, note
        Already broken into lines.
    top, bottom, left
        Distance of both from the axes in points.
    """
    ax.annotate(
        title,
        (0, 1),
        (-left, top),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="left",
        va="bottom",
        fontsize=TITLE_SIZE,
        fontweight="bold",
        linespacing=1.25,
        annotation_clip=False,
    )
    ax.annotate(
        note,
        (0, 0),
        (-left, -bottom),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="left",
        va="top",
        fontsize=7.5,
        color=GREY,
        linespacing=1.3,
        annotation_clip=False,
    )


def save(figure: Figure, kind: str, *, text: bool = False) -> bytes:
    """Return a figure as a file, byte for byte the same in every run.

    Parameters
    ----------
    figure
        What was drawn.
    kind
        ``svg``, ``png`` or ``pdf``.
    text
        Whether the words of an SVG are text, for a page that brings the font along, and not
        outlines, which look the same everywhere.
    """
    dates: dict[str, dict[str, object]] = {
        "svg": {"Date": None},
        "png": {"Software": None},
        "pdf": {"CreationDate": None},
    }
    buffer = io.BytesIO()
    with styled():
        import matplotlib as mpl

        mpl.rcParams["svg.fonttype"] = "none" if text else "path"
        figure.savefig(buffer, format=kind, metadata=dates[kind], facecolor="white")
    return buffer.getvalue()
