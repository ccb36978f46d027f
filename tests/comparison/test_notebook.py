"""What a notebook shows of a result, tag by tag."""

from dataclasses import replace

import pandas as pd
import pytest
from handmade import held

import balance
from balance.comparison.notebook import result_html
from balance.comparison.printed import PrintedCell, PrintedTable
from balance.comparison.result import Statement, cell
from balance.comparison.sheets import Sheet

RIGHT, LEFT = 'style="text-align: right"', 'style="text-align: left"'


def compared(tiny):
    return balance.compare("PACT", "RRR", data=tiny(held(1, 2, 3, 4)), indicators=["tanks"])


def test_labels_are_escaped(tiny):
    data = tiny(held(1, 2, 3, 4))
    states = data.table("states")
    states["name"] = "<script>alert(1)</script>"
    hostile = replace(data, tables={**data.tables, "states": states})
    result = balance.compare("PACT", "RRR", data=hostile, indicators=["tanks"])
    assert "<script>" not in result._repr_html_()
    assert "&lt;script&gt;" in result._repr_html_()


def sheet(tiny, *groups, notes=()):
    """Return a result of which the first table is a sheet of words with a row for each group."""
    names = [f"<{number}>" for number in range(len(groups))]
    frame = pd.DataFrame({"row": names, "label": names, "group": groups, "told": "<t>"})
    return replace(
        compared(tiny),
        title="A <title>",
        answer=(Statement("One " + cell("<1>", "t", "r", "c")), Statement("Two.")),
        warnings=(Statement("First & " + cell("2", "t", "r", "c")), Statement("Second.")),
        tables={"first<": frame, "second<": frame, "third": frame},
        sheets={"first<": Sheet("Heading", (), {"told": "<Told>"}, notes)},
    )


def test_a_result_is_shown_whole_and_escaped(tiny):
    note = "Note <n> " + cell("3", "t", "r", "c")
    assert result_html(sheet(tiny, "", notes=(note, "Other"))) == (
        "<h4>A &lt;title&gt;</h4><p>One &lt;1&gt;</p><p>Two.</p>"
        f'<table><tr><th scope="col" {LEFT}></th><th scope="col" {LEFT}>&lt;Told&gt;</th></tr>'
        f"<tr><td {LEFT}>&lt;0&gt;</td><td {LEFT}>&lt;t&gt;</td></tr></table>"
        "<p>Note &lt;n&gt; 3</p><p>Other</p>"
        "<p>Further tables: second&lt;, third.</p>"
        "<details><summary>What a reader must know</summary>"
        "<ul><li>First &amp; 2</li><li>Second.</li></ul></details>"
    )


def test_a_result_of_one_table_names_no_others(tiny):
    result = sheet(tiny, "")
    alone = replace(result, tables={"first<": result.tables["first<"]})
    assert "Further tables" not in result_html(alone)
    assert "</table><details>" in result_html(alone)


def test_each_group_is_headed_once(tiny):
    shown = result_html(sheet(tiny, "", "<A>", "<A>", "B", "", "B"))
    head = f'<tr><th scope="colgroup" colspan="2" {LEFT}>'
    lines = shown.split("<table>")[1].split("</table>")[0].split("</tr>")[1:-1]
    assert [
        line.removeprefix(head).split("</th>")[0]
        if line.startswith(head)
        else line.split(";")[1][0]
        for line in lines
    ] == ["0", "&lt;A&gt;", "1", "2", "B", "3", "4", "5"]


@pytest.mark.parametrize(
    ("columns", "numeric", "groups"),
    [
        (("", "Told", "Extra"), (False, False), ("",)),
        (("", "Told"), (False,), ("",)),
        (("", "Told"), (False, False), ("", "")),
        (("", "Told", "Extra"), (False, False, True), ("",)),
    ],
)
def test_a_table_that_does_not_fit_its_headings_is_not_cut(
    tiny, monkeypatch, columns, numeric, groups
):
    rows = ((PrintedCell("a"), PrintedCell("b")),)
    table = PrintedTable("t", "T", columns, numeric, rows, groups)
    monkeypatch.setattr("balance.comparison.notebook.printed", lambda _: table)
    with pytest.raises(ValueError, match="zip"):
        result_html(compared(tiny))


def test_numbers_stand_to_the_right_and_words_to_the_left(tiny):
    shown = result_html(compared(tiny))
    assert f'<th scope="col" {RIGHT}>A: the Pact</th>' in shown
    assert f'<th scope="col" {LEFT}>Verdict</th>' in shown
    assert f"<td {LEFT}>Tanks</td><td {RIGHT}>6</td><td {RIGHT}>4</td>" in shown
    assert f'<tr><th scope="colgroup" colspan="8" {LEFT}>Land</th></tr>' in shown
