"""CSV files, formulas and selections of a user's own tables, as careless hands leave them."""

from functools import cache
from pathlib import Path

import pytest
from hostile import ODD, damaged, examples, hostile
from hypothesis import example, given
from hypothesis import strategies as st

import balance
from balance.errors import BalanceError, DataFaults, FormulaError
from balance.tables.columns import TABLES
from balance.tables.formula import parse_formula
from balance.tables.parsing import read_table
from balance.tables.schemas import typed

SOURCES = (
    "source_id,publication,edition,title,publisher,author,published,accessed,url,terms,"
    "reliability,read_via,note\nmine-2025,mine,2025,Mine,Me,,2025-01,,,open,C,,\n"
)
FIGURES = (
    "figure_id,entity,indicator,as_of,period_end,value,low,high,unit,basis,scope,as_stated,hedge,"
    "source_id,locator,quote,note\n"
    "mine-2025-est-submarines,EST,submarines,2024,,2,,,vessels,,,2,,mine-2025,row 1,,\n"
    'mine-2025-lva-submarines,LVA,submarines,2024-01-01,,3,,,vessels,,,"over 2",over,'
    'mine-2025,row 2,,"a note"\n'
)
CELLS = ["", '"', ",", "\n", "EST", "2024-13", "1e400", "-5", "nan", "inf", "0x1", "XYZ", *ODD]
SIGNS = [",", '"', "\n", "\r", ";", "\t", " ", "NA", "nan", "-1", "1e309", "9" * 320, *ODD]


@cache
def bundled():
    return balance.load()


@given(
    st.sampled_from(sorted(TABLES)),
    st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=6), max_size=4), max_size=4),
)
@examples(40)
def test_any_rows_under_a_right_header_give_a_table_or_faults(tmp_path, name, rows):
    table = TABLES[name]
    width = len(table.names)
    lines = [",".join((row * width)[:width]) for row in rows]
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join([",".join(table.names), *lines]).encode("utf-8", "surrogatepass"))
    parsed = read_table(path, table, "mine/t.csv")
    frame, faults = typed(parsed.frame, table)
    assert list(frame.columns)[: len(table.names)] == list(table.names)
    for fault in (*parsed.faults, *faults):
        assert str(fault).startswith("mine/t.csv")
        assert "to mend: " in str(fault)


@given(content=st.binary(max_size=200) | hostile(longest=20).map(lambda t: t.encode()))
@example(content=b"\xff\xfe" + "figure_id".encode("utf-16-le"))
@example(content=b'"' * 999)
@example(content=b"figure_id\x00,entity\n1,2\n")
@example(content=b"a" * 200_000)
@examples(100)
def test_any_bytes_give_a_table_or_faults(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    parsed = read_table(path, TABLES["figures"], "mine/t.csv")
    assert parsed.faults
    assert all("to mend: " in str(fault) for fault in parsed.faults)


@given(data=st.data())
@examples(3)
def test_a_folder_with_damage_loads_or_tells_all_its_faults(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("mine")
    (folder / "figures").mkdir()
    texts = {"sources.csv": SOURCES, "figures/mine.csv": FIGURES}
    name = data.draw(st.sampled_from(sorted(texts)))
    texts[name] = damaged(data.draw, texts[name], SIGNS)
    for file, text in texts.items():
        (folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        both = balance.load(folder)
    except DataFaults as faults:
        assert all(fault.place.file.startswith(str(folder)) for fault in faults.faults)
        assert all("to mend: " in str(fault) for fault in faults.faults)
        return
    own = both.figures[both.figures["source_id"].str.startswith("mine")]
    assert (own["value"].dropna() >= 0).all()


@given(
    hostile("a", "b_1", "share", " + ", " * ", "+", "*", "-", "(", ")", "/", "2", "**", longest=12)
)
@example("a" + "*a" * 499)
@example("(" * 190 + "a" + ")" * 190)
@examples(200)
def test_a_formula_or_one_clear_error(text):
    try:
        terms = parse_formula(text)
    except FormulaError as fault:
        assert str(fault)
        return
    assert all(name.isidentifier() and name.isascii() for term in terms for name in term)
    assert parse_formula("+".join("*".join(term) for term in terms)) == terms


@given(text=hostile("NATO", " - ", "USA", "gfp", "gfp-2025", "2025-02-13", "open", longest=4))
@examples(40)
def test_names_dates_and_sources_are_found_or_refused(text):
    data = bundled()
    for ask in (
        lambda: data.coalition(text),
        lambda: data.group(text),
        lambda: data.group("NATO", on=text),
        lambda: data.indicator(text),
    ):
        try:
            ask()
        except BalanceError as fault:
            assert str(fault)


@pytest.mark.parametrize("wrong", ["", " ", "gfp-2025,,", "\x00", "9" * 999])
def test_terms_and_what_is_left_out_are_checked(wrong):
    with pytest.raises(BalanceError):
        balance.load(terms=wrong)
    if wrong:
        with pytest.raises(BalanceError):
            balance.load(leave_out=[wrong])
    with pytest.raises(BalanceError):
        balance.load(Path("no-such-folder") / wrong.replace("\x00", "0"))
