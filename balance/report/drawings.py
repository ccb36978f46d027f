"""Charts inside a page: words as text, the letters that they need brought along."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["drawing_looks", "font_faces", "slim", "with_classes"]

_FONTS = (
    ("DejaVuSans.ttf", "normal", 400),
    ("DejaVuSans-Bold.ttf", "normal", 700),
    ("DejaVuSans-Oblique.ttf", "italic", 400),
)
_DROPPED = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|\n\s*", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_DECIMALS = re.compile(r"(\d\.\d\d)\d+")
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_LOOK = re.compile(r'style="([^"(]*)"')  # one that refers to a part is the drawing's own
_STYLE = re.compile(r'(?<= style=")[^"]*')
_GROUP = re.compile(r"<g(?: [^>]*)?/?>|</g>")
_NO_TURN = re.compile(r' transform="rotate\(-?0 [^"]*"')
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
    bare = bare.replace("xlink:href", "href").replace("> <", "><")
    return _without_groups(_named(bare))


def _tag(tag: str) -> str:
    """Return a tag with short numbers, and with no blanks that mean nothing."""
    tag = _NO_TURN.sub("", tag)
    short = _STYLE.sub(lambda style: _AFTER_MARKS.sub("", style[0]), _DECIMALS.sub(r"\1", tag))
    return _PATH.sub(lambda path: _AROUND_LETTERS.sub(r"\1", path[0]), short)


def _named(svg: str) -> str:
    """Return a drawing that names only what it refers to, by short names."""
    used = {name: f"{place:x}" for place, name in enumerate(dict.fromkeys(_REFERENCE.findall(svg)))}
    bare = _ID.sub(lambda found: f' id="{used[found[1]]}"' if found[1] in used else "", svg)
    return _REFERENCE.sub(lambda found: used[found[0]], bare)


def _without_groups(svg: str) -> str:
    """Return a drawing with what groups without attributes hold in the place of the groups."""
    opened: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        if tag[0] == "</g>":
            return tag[0] if opened.pop() else ""
        if not tag[0].endswith("/>"):
            opened.append(tag[0] != "<g>")
        return "" if tag[0] in ("<g>", "<g/>") else tag[0]

    return _GROUP.sub(keep, svg)


def drawing_looks(drawings: Iterable[str]) -> dict[str, str]:
    """Return a short class for each look that occurs in some drawings.

    Examples
    --------
    >>> drawing_looks(['<path style="fill:#000"/><path style="fill:#000"/>'])
    {'fill:#000': 's0'}
    """
    looks = dict.fromkeys(look for svg in drawings for look in _LOOK.findall(svg))
    return {look: f"s{place}" for place, look in enumerate(looks)}


def with_classes(svg: str, looks: Mapping[str, str]) -> str:
    """Return a drawing whose elements have classes in the place of looks of their own.

    Parameters
    ----------
    svg
        The drawing.
    looks
        Classes by look, see :func:`drawing_looks`.

    Examples
    --------
    >>> with_classes('<path style="fill:#000"/>', {"fill:#000": "s0"})
    '<path class="s0"/>'
    """
    return _LOOK.sub(lambda found: f'class="{looks[found[1]]}"', svg)


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
