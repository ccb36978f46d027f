"""Charts inside a page: words as text, the letters that they need brought along."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["font_faces", "slim"]

_FONTS = (
    ("DejaVuSans.ttf", "normal", 400),
    ("DejaVuSans-Bold.ttf", "normal", 700),
    ("DejaVuSans-Oblique.ttf", "italic", 400),
)
_DROPPED = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|\n\s*", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_DECIMALS = re.compile(r"(\d\.\d\d)\d+")
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


def slim(svg: str) -> str:
    r"""Return a drawing without what nobody sees: remarks, blanks, hundredths of a point.

    Examples
    --------
    >>> slim('<svg><!-- a -->\n <path d="M 1.23456 2"/></svg>')
    '<svg><path d="M 1.23 2"/></svg>'
    """
    bare = _DROPPED.sub(lambda found: " " if found[0].startswith("\n") else "", svg)
    bare = _TAG.sub(lambda tag: _DECIMALS.sub(r"\1", tag[0]), bare)
    return bare.replace("> <", "><")


def font_faces(drawings: Iterable[str]) -> str:
    """Return the style rules that bring along the letters of some drawings.

    Parameters
    ----------
    drawings
        SVG with words as text, in the fonts that come with matplotlib.

    Returns
    -------
    str
        ``@font-face`` rules with the fonts inside, cut to the letters that occur.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    letters = {letter for svg in drawings for text in _TEXT.findall(svg) for letter in text}
    letters |= set(html.unescape("".join(sorted(letters)))) | set(map(chr, range(32, 127)))
    rules = []
    for file, style, weight in _FONTS:
        path = Path(get_data_path()) / "fonts" / "ttf" / file
        font = TTFont(path, recalcTimestamp=False)
        cutter = Subsetter(Options(layout_features=["kern"], hinting=False, name_IDs=[]))
        cutter.options.drop_tables = [*cutter.options.drop_tables, "FFTM"]  # when it was made
        cutter.populate(unicodes=[ord(letter) for letter in letters])
        cutter.subset(font)
        font.flavor = "woff"
        cut = io.BytesIO()
        font.save(cut)
        content = base64.b64encode(cut.getvalue()).decode("ascii")
        rules.append(
            f'@font-face {{ font-family: "DejaVu Sans"; font-style: {style}; '
            f"font-weight: {weight}; src: url(data:font/woff;base64,{content}); }}"
        )
    return "\n".join(rules)
