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
_STYLE = re.compile(r'(?<= style=")[^"]*')
_PATH = re.compile(r'(?<= d=")[^"]*')
_AROUND_LETTERS = re.compile(r"\s*([A-Za-z])\s*")
_AFTER_MARKS = re.compile(r"(?<=[:;,])\s+")
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'(?<=url\(#)[^)]*|(?<=href="#)[^"]*')


def slim(svg: str) -> str:
    r"""Return a drawing without what nobody sees: remarks, blanks, hundredths of a point, names.

    Examples
    --------
    >>> slim('<svg><!-- a -->\n <path id="patch_1" d="M 1.23456 2  L 3 4  z "/></svg>')
    '<svg><path d="M1.23 2L3 4z"/></svg>'
    """
    bare = _DROPPED.sub(lambda found: " " if found[0].startswith("\n") else "", svg)
    bare = _TAG.sub(lambda tag: _tag(tag[0]), bare)
    return _named(bare.replace("xlink:href", "href")).replace("> <", "><")


def _tag(tag: str) -> str:
    """Return a tag with short numbers, and with no blanks that mean nothing."""
    short = _STYLE.sub(lambda style: _AFTER_MARKS.sub("", style[0]), _DECIMALS.sub(r"\1", tag))
    return _PATH.sub(lambda path: _AROUND_LETTERS.sub(r"\1", path[0]), short)


def _named(svg: str) -> str:
    """Return a drawing that names only what it refers to, by short names."""
    used = {name: f"{place:x}" for place, name in enumerate(dict.fromkeys(_REFERENCE.findall(svg)))}
    bare = _ID.sub(lambda found: f' id="{used[found[1]]}"' if found[1] in used else "", svg)
    return _REFERENCE.sub(lambda found: used[found[0]], bare)


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
