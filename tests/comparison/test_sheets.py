"""Sheets as tables, and what their cells are made of."""

import math

from balance.comparison.amounts import Amount, constant, unknown
from balance.comparison.lineage import Addends
from balance.comparison.sheets import Column, Line, Sheet, sheet_table
from balance.comparison.terms import Term
from balance.quantities.bounds import Bounds, exact

SHEET = Sheet(
    "Sheet",
    (Column("need", "Need", "so many"), Column("gap", "Gap", "what lacks")),
    words={"told": "Told", "source": "Source"},
)
COLUMNS = [
    "row",
    "label",
    "group",
    "need",
    "need_low",
    "need_high",
    "need_unit",
    "need_digits",
    "gap",
    "gap_low",
    "gap_high",
    "gap_unit",
    "gap_digits",
    "told",
    "source",
]


def term(entity):
    return Term(entity, "", ("f",), ("s",), exact(1.0), "exact", "", ("2024",), 1.0)


def test_a_line_has_value_bounds_unit_and_digits_of_each_amount():
    terms = (term("AAA"),)
    line = Line(
        "k",
        "Label",
        {
            "need": Amount(Bounds(1, 2, 3), "tonnes", terms, digits=2),
            "gap": Amount(exact(7), "persons"),
        },
        {"told": "so", "source": "s", "other": "never shown"},
        "Group",
        (term("BBB"),),
    )
    frame, cells = sheet_table("t", SHEET, [line])
    assert frame.columns.tolist() == COLUMNS
    assert frame.to_dict("records") == [
        {
            "row": "k",
            "label": "Label",
            "group": "Group",
            "need": 2,
            "need_low": 1,
            "need_high": 3,
            "need_unit": "tonnes",
            "need_digits": "2",
            "gap": 7,
            "gap_low": 7,
            "gap_high": 7,
            "gap_unit": "persons",
            "gap_digits": "",  # a number in full
            "told": "so",
            "source": "s",
        }
    ]
    assert cells == [
        Addends("t", "k", "need", "k", terms),
        Addends("t", "k", "gap", "k", ()),
        Addends("t", "k", "words", "k", (term("BBB"),)),
    ]


def test_what_does_not_apply_is_empty_and_what_is_not_known_is_open():
    frame, cells = sheet_table("t", SHEET, [Line("k", "Label", {"need": unknown("persons")})])
    (row,) = frame.to_dict("records")
    assert math.isnan(row["need"])
    assert (row["need_low"], row["need_high"], row["need_unit"]) == (0, math.inf, "persons")
    assert all(math.isnan(row[name]) for name in ("gap", "gap_low", "gap_high"))
    assert (row["gap_unit"], row["gap_digits"], row["need_digits"]) == ("", "", "")
    assert (row["group"], row["told"], row["source"]) == ("", "", "")
    # Words that rest on no figures of their own have no side.
    assert [cell.side for cell in cells] == ["need"]


def test_lines_keep_their_order_and_a_sheet_without_lines_its_columns():
    lines = [Line(key, key.upper(), {"need": constant(n)}) for n, key in enumerate("ba")]
    frame, cells = sheet_table("t", SHEET, lines)
    assert frame["row"].tolist() == ["b", "a"]
    assert frame["need"].tolist() == [0, 1]
    assert [(cell.row, cell.side) for cell in cells] == [("b", "need"), ("a", "need")]
    frame, cells = sheet_table("t", SHEET, [])
    assert (frame.columns.tolist(), len(frame), cells) == (COLUMNS, 0, [])
