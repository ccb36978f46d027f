"""Check a built site: every link leads somewhere, and nothing is fetched from elsewhere.

``python docs/making/links.py site`` prints each fault and ends with 1 if there is one. Links to
other places are counted, not followed; ``--list`` prints them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["faults", "outside"]

_FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
_FETCHING = {"stylesheet", "icon", "preload", "preconnect", "prefetch", "dns-prefetch", "manifest"}


@dataclass
class _Page(HTMLParser):
    """What a page links to, fetches and can be linked to at."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to or fetches."""
        said = {name: value or "" for name, value in attrs}
        self.anchors |= {said[name] for name in ("id", "name") if said.get(name)}
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        elif tag == "link" and _FETCHING & set(said.get("rel", "").split()):
            self.fetched.append(said.get("href", ""))
        elif said.get(_FETCHED.get(tag, "")):
            self.fetched.append(said[_FETCHED[tag]])


def faults(site: Path) -> tuple[str, ...]:
    """Return what is wrong with a site, a line each.

    Parameters
    ----------
    site
        Folder of the built site.
    """
    pages = _pages(site)
    return tuple(dict.fromkeys([*_dead(site, pages), *_foreign(site, pages)]))


def outside(site: Path) -> tuple[str, ...]:
    """Return the addresses elsewhere that a site links to."""
    found = {link for page in _pages(site).values() for link in page.links if urlsplit(link).scheme}
    return tuple(sorted(found))


def _pages(site: Path) -> dict[Path, _Page]:
    pages = {}
    for path in sorted(site.rglob("*.html")):
        pages[path.resolve()] = page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
    return pages


def _dead(site: Path, pages: dict[Path, _Page]) -> Iterator[str]:
    """Yield links and files that are not there."""
    for path, page in pages.items():
        name = path.relative_to(site.resolve()).as_posix()
        for link in [*page.links, *page.fetched]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            # The page of what is not found cannot know where it is read from.
            base = site.resolve() if parts.path.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.exists():
                yield f"{name}: {link} is not there"
            elif target in pages and not _is_place(unquote(parts.fragment), pages[target]):
                yield f"{name}: {link} has no such place"


def _is_place(fragment: str, page: _Page) -> bool:
    return not fragment or fragment in page.anchors


def _foreign(site: Path, pages: dict[Path, _Page]) -> Iterator[str]:
    """Yield what a reader's browser would fetch from elsewhere."""
    for path, page in pages.items():
        for link in page.fetched:
            parts = urlsplit(link)
            if parts.netloc or parts.scheme not in ("", "data"):
                yield f"{path.relative_to(site.resolve()).as_posix()}: fetches {link}"
    for path in sorted(site.rglob("*.css")):
        for link in re.findall(r"url\(\s*['\"]?((?:https?:)?//[^)'\"]+)", path.read_text("utf-8")):
            yield f"{path.relative_to(site).as_posix()}: fetches {link}"


def _main() -> None:
    site = Path(sys.argv[1])
    found = faults(site)
    for fault in found:
        print(fault, file=sys.stderr)
    if "--list" in sys.argv:
        print("\n".join(outside(site)))
    print(f"{len(_pages(site))} pages, {len(outside(site))} links to elsewhere", file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    _main()
