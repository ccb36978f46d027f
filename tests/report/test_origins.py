"""Every number of the page leads to how it is made, and from there to figures as printed."""

import re
from html.parser import HTMLParser

import pytest

from balance.report.origins import _Parts

_EMPTY = ("meta", "br", "link", "col", "path", "use", "img")
# Dates, counts of sources, titles with years, the rules of the method and drawings.
_EXEMPT_TAGS = ("style", "svg", "title", "h1", "h2", "h3", "nav")
_EXEMPT_PARTS = ("sources", "method", "origins", "figures")
_DATE = re.compile(r"\b\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?\b")
_KEY = re.compile(r"\b[a-z]+(-[a-z]+)*-\d+")


class Page(HTMLParser):
    """Numbers without an address, links of numbers, and what stands at each anchor."""

    def __init__(self, text):
        super().__init__()
        self.open, self.bare, self.numbers, self.notes, self.links = [], [], [], {}, {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "a" and "data-cell" in named:
            self.numbers.append((named["data-cell"], named["href"]))
        if tag == "li" and "id" in named:
            self.notes[named["id"]] = ""
        if tag == "a" and (note := self._note()):
            self.links.setdefault(note, []).append(named["href"])
        if tag not in _EMPTY:
            self.open.append((tag, named))

    def handle_endtag(self, tag):
        while tag not in _EMPTY and self.open and self.open.pop()[0] != tag:
            pass

    def _note(self):
        return next((n["id"] for tag, n in reversed(self.open) if tag == "li" and "id" in n), "")

    def handle_data(self, text):
        if note := self._note():
            self.notes[note] += text
        exempt = any(
            tag in _EXEMPT_TAGS or named.get("id", "").removeprefix("table-") in _EXEMPT_PARTS
            for tag, named in self.open
        )
        addressed = any("data-cell" in named for _, named in self.open)
        if not exempt and not addressed and re.search(r"\d", _KEY.sub("", _DATE.sub("", text))):
            self.bare.append(text.strip())


@pytest.fixture(scope="module")
def told(page):
    return Page(page)


def test_no_number_stands_without_an_origin(told):
    assert told.bare == []


def test_every_number_leads_to_a_note(told):
    assert len(told.numbers) > 1_000
    for address, target in told.numbers:
        assert target.removeprefix("#") in told.notes, address


def test_every_note_leads_to_figures(told):
    def figures(note, seen=()):
        found = set()
        for link in told.links.get(note, []):
            target = link.removeprefix("#")
            if target.startswith("f"):
                found.add(target)
            elif target in told.notes and target not in seen:
                found |= figures(target, (*seen, note))
        return found

    without = {address for address, target in told.numbers if not figures(target.removeprefix("#"))}
    # What has no figure says so: a parameter, a constant of a test, a count of members.
    targets = dict(told.numbers)
    for address in without:
        assert "no figure: " in told.notes[targets[address].removeprefix("#")], address
    assert len(without) < 0.05 * len(targets)


def test_a_note_of_a_figure_says_what_stands_where(told, data):
    rows = data.figures.set_index("figure_id")
    found = 0
    for note, text in told.notes.items():
        key = text.split(" ")[0]
        if note.startswith("f") and key in rows.index:
            row = rows.loc[key]
            assert f"“{row['as_stated']}”" in text
            assert row["source_id"] in text
            assert row["locator"] in text
            found += 1
    assert found > 1_000


def listed(*names):
    return tuple((name, f"f{name}") for name in names)


def test_a_long_list_names_the_lists_inside_it_and_adds_nothing_twice():
    parts = _Parts()
    one, two, mixed = (listed(*letters) for letters in ("abcdef", "ghijkl", "cdefgh"))
    for anchor, each in (("n1", one), ("n2", two), ("n3", mixed)):
        assert parts.without_known(anchor, f"s/t/{anchor}/a", each) == ((), each)
    links, rest = parts.without_known("n4", "s/t/n4/a", (*one, *two, *listed("z")))
    assert {anchor for _, anchor in links} == {"n1", "n2"}  # not n3, which shares with both
    assert rest == listed("z")
    # Words rest on a figure or not: there a list may be named that shares with another.
    both = tuple(dict.fromkeys((*one, *mixed)))
    assert len(parts.without_known("n5", "s/t/n5/a", both)[0]) == 1
    links, rest = parts.without_known("n6", "s/t/n6/words", both)
    assert rest == ()
