"""The changelog: its sections, and edits of data that say key, old, new and source."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

import balance

TEXT = (Path(__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
VALUE = r"(?:`(?P<{0}>[^`]+)`|\*empty\*)"
EDIT = re.compile(
    r"`(?P<key>[a-z0-9*-]+)`, (?P<column>[a-z_]+): "
    + VALUE.format("old")
    + " → "
    + VALUE.format("new")
    + r", `(?P<source>[a-z0-9-]+)`\. (?P<why>[^ ].*\.)"
)


def sections(text):
    """Return sections by version and heading."""
    found = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        version, _, body = part.partition("\n")
        pieces = re.split(r"^### ", body, flags=re.MULTILINE)[1:]
        found[version.strip()] = {
            name.strip(): text for name, _, text in (piece.partition("\n") for piece in pieces)
        }
    return found


def edits(text):
    """Return the lines under "Edits:", each joined to one."""
    _, mark, rest = text.partition("\nEdits:\n")
    items = re.split(r"^- ", rest, flags=re.MULTILINE)[1:]
    return [" ".join(item.split()) for item in items] if mark else []


def test_versions_have_their_sections_in_order():
    found = sections(TEXT)
    assert next(iter(found)) == balance.__version__
    for parts in found.values():
        wanted = ("Data", "API", "Fixes", "Dependencies")
        assert tuple(parts) == tuple(name for name in wanted if name in parts)
        assert parts


@pytest.mark.parametrize(
    "line", [line for v in sections(TEXT).values() for line in edits(v["Data"])]
)
def test_an_edit_says_key_old_new_source_and_stands_in_the_tables(line, data):
    edit = EDIT.fullmatch(line)
    assert edit, f"expected `key`, column: `old` → `new`, `source`. Why. Found: {line}"
    assert edit["old"] != edit["new"]
    assert edit["source"] in data.source_rows
    figures, sources = data.figures, data.sources
    table, key = (
        (sources, "source_id")
        if edit["key"] in set(sources.source_id)
        else (
            figures,
            "figure_id",
        )
    )
    rows = table[[fnmatch(name, edit["key"]) for name in table[key]]]
    assert not rows.empty, f"no row {edit['key']}"
    assert set(rows[edit["column"]].astype(str)) == {edit["new"] or ""}
    assert set(rows["source_id"]) == {edit["source"]}


def test_a_line_that_says_less_is_no_edit():
    assert EDIT.fullmatch("`x-1`, value: `1` → `2`, `s-1`. Misread.")
    for line in (
        "`x-1`, value: `2`, `s-1`. Misread.",
        "`x-1`, value: `1` → `2`. Misread.",
        "`x-1`, value: `1` → `2`, `s-1`.",
        "x-1 is 2 now.",
    ):
        assert not EDIT.fullmatch(line)
    assert len(edits(sections(TEXT)["0.1.0"]["Data"])) >= 9
