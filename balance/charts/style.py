"""One look for all charts: colours, fonts, and files that come out the same each run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "ACTORS",
    "AMBER",
    "BLACK",
    "DARK",
    "DEEP_TEAL",
    "GREY",
    "GRID",
    "MIDDLE",
    "NAVY",
    "PALE",
    "PALETTE",
    "PLUM",
    "RUST",
    "SMALL",
    "TEAL",
    "TITLE_SIZE",
    "WHITE",
    "actor_colours",
    "save",
    "styled",
    "text_in",
    "text_on",
]

# After the palette of the UK Government Analysis Function (2022), whose teal and orange fall
# below 3:1 on white for readers without green or red cones: both are a little darker here.
NAVY, TEAL, PLUM, AMBER = PALETTE = ("#12436D", "#279D91", "#801650", "#D6701F")
VIOLET, CHARCOAL = "#A285D1", "#262626"

SHADES = ("#E3EEF8", "#ACD0EF", "#6BACE6", "#2073BC", NAVY)
"""Classes of an amount from the least to the most, in the hue of navy; each needs an outline."""
WHITE, BLACK, GREY = "#FFFFFF", "#0B0C0C", "#6F777B"
MIDDLE = "#8A9196"
"""For lines that carry a meaning but are not the finding."""
PALE, GRID = "#DEE0E2", "#E6E8EA"
"""For fills with an outline and for lines to read by: nothing hangs on seeing them."""
DEEP_TEAL, RUST, DEEP_VIOLET = "#1B7068", "#A33F0A", "#6B4BA3"

ACTORS: Mapping[str, str] = {
    "TUR": TEAL,
    "GBR": PLUM,
    "DEU": AMBER,
    "FRA": VIOLET,
    "USA": CHARCOAL,
}
"""Colours that states keep in every chart; others take what is free. Navy is the coalition's."""

DARK: Mapping[str, str] = {
    WHITE: "#0C1116",
    BLACK: "#F3F4F5",
    GREY: "#A3ABB0",
    MIDDLE: "#7A8288",
    PALE: "#2A3138",
    GRID: "#232A30",
    SHADES[0]: "#1C2C3B",
    SHADES[1]: "#24496A",
    SHADES[2]: "#316B9A",
    SHADES[3]: "#74B5EA",
    NAVY: "#A9D3F7",
    TEAL: "#1C7A71",
    PLUM: "#F2AED0",
    AMBER: "#B6511A",
    VIOLET: "#7A5EB2",
    CHARCOAL: "#E6E7E8",
    DEEP_TEAL: "#4FC3B7",
    RUST: "#F5935C",
    DEEP_VIOLET: "#B9A2E3",
}
"""Each colour on white, and what stands for it on dark: far from the background stays far from
it, near stays near, so that words on a colour can be read in both."""

_IN_WORDS = {TEAL: DEEP_TEAL, AMBER: RUST, VIOLET: DEEP_VIOLET}

TITLE_SIZE, SMALL = 11.5, 7.5
"""Sizes of the finding and of the source line in points."""

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
    "text.hinting": "none",  # letters as wide in a picture of any size
    "svg.hashsalt": "balance",
    "svg.fonttype": "path",
    "figure.dpi": 100,
    "savefig.dpi": 150,
}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the project's look and leave everybody else's settings alone."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RC)
        yield


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
    return WHITE if colour in (NAVY, PLUM, CHARCOAL, SHADES[3]) else BLACK


def text_in(colour: str) -> str:
    """Return the colour of text that belongs to a mark: the same, or darker to be read."""
    return _IN_WORDS.get(colour, colour)


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
        colour = figure.get_facecolor()
        # As small as at the highest level, in half the time.
        packing: Any = {"pil_kwargs": {"compress_level": 3}} if kind == "png" else {}
        figure.savefig(buffer, format=kind, metadata=dates[kind], facecolor=colour, **packing)
    return buffer.getvalue()
