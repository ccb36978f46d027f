"""Light and dark: a chart is drawn on white and then coloured by a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from balance.charts.style import BLACK, DARK, GRID, WHITE
from balance.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["THEMES", "recolour", "require_theme"]

THEMES: Mapping[str, Mapping[str, str]] = {"light": {}, "dark": DARK}
"""For each theme, what stands for a colour of the light one."""


def require_theme(theme: str) -> None:
    """Raise unless there is such a theme.

    Raises
    ------
    ChartError
        If there is none of that name.
    """
    if theme not in THEMES:
        raise ChartError(f"unknown theme {theme!r}; expected one of: {', '.join(THEMES)}")


def recolour(ax: Axes, theme: str) -> None:
    """Give a drawn chart the colours of a theme.

    Parameters
    ----------
    ax
        A chart drawn in the colours of the light theme; its figure's background changes, too.
    theme
        One of :data:`THEMES`.

    Raises
    ------
    ChartError
        If there is none of that name.
    """
    require_theme(theme)
    table = THEMES[theme]
    if not table:
        return
    # Ticks that are made later, while it is written to a file, take these.
    ax.tick_params(color=table[BLACK], labelcolor=table[BLACK], grid_color=table[GRID])
    ax.figure.set_facecolor(table[WHITE])
    for artist in _artists(ax):
        for what in ("facecolor", "edgecolor", "color", "markerfacecolor", "markeredgecolor"):
            _change(artist, what, table)


def _artists(ax: Axes) -> Iterable[Any]:
    """Return all that is drawn, with what matplotlib does not count among the parts."""
    for artist in ax.findobj():
        yield artist
        yield from filter(None, (getattr(artist, "arrow_patch", None),))
        if hasattr(artist, "get_bbox_patch"):
            yield from filter(None, (artist.get_bbox_patch(),))


def _change(artist: Any, what: str, table: Mapping[str, str]) -> None:
    from matplotlib.colors import to_hex, to_rgba, to_rgba_array

    get, put = getattr(artist, f"get_{what}", None), getattr(artist, f"set_{what}", None)
    if get is None or put is None:
        return
    old = get()
    if isinstance(old, str) and old == "none":
        return
    many = to_rgba_array(old)
    new = [(*to_rgba(table.get(to_hex(one).upper(), one))[:3], one[3]) for one in many]
    if [tuple(one) for one in many] != new and new:
        put(new if hasattr(artist, "get_paths") else new[0])
