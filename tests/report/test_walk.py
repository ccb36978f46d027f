"""From every printed number of the bundled report to its cell, and from every figure to its terms.

The page and the tables are read as anybody would read them: as HTML and CSV, with rules of
rounding of their own. A bound may be rounded outward only.
"""

import csv
import math
import re
from html.parser import HTMLParser

import pytest

WORDS = {
    "a_more": "A has more",
    "b_more": "B has more",
    "level": "level",
    "undecided": "undecided",
    "not_comparable": "not comparable",
    "no_data": "no data",
}
NUMBER = re.compile(
    r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?: (?P<scale>million|billion|trillion))?(?: %)?"
)
SCALES = {None: 1.0, "million": 1e6, "billion": 1e9, "trillion": 1e12}


class Page(HTMLParser):
    """Elements with an address, cells of tables, and rows of the table of sources."""

    def __init__(self, text):
        super().__init__()
        self.open, self.addressed, self.cells, self.rows = [], [], [], {}
        # An open element: tag, attributes, text, address of what stands in it.
        self.table = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag in ("td", "th", "tr") and self.open and self.open[-1][0] in ("td", "th"):
            self.handle_endtag(self.open[-1][0])  # a cell ends where the next begins
        if tag == "div" and named.get("id", "").startswith("table-"):
            self.table = named["id"]
        if tag == "tr":
            self.rows.setdefault(self.table, []).append([])
        if tag not in ("meta", "br", "link", "col", "path", "use"):
            self.open.append([tag, named, "", ""])

    def handle_data(self, text):
        for element in self.open:
            if element[0] in ("td", "th") or "data-cell" in element[1]:
                element[2] += text

    def handle_endtag(self, tag):
        while self.open:
            name, named, text, address = self.open.pop()
            text = " ".join(text.replace("\xa0", " ").split())
            if "data-cell" in named:
                self.addressed.append((named["data-cell"], text))
                for element in self.open:
                    element[3] = named["data-cell"]
            if name in ("td", "th"):
                self.rows[self.table][-1].append((text, address))
                numeric = named.get("class") == "r"
                if name == "td":  # a heading may be a date
                    self.cells.append((self.table, numeric, text, address))
            if name == tag:
                break


@pytest.fixture(scope="module")
def told(page):
    return Page(page)


@pytest.fixture(scope="module")
def tables(folder):
    """Rows by scenario, table and key, every cell as text."""
    found = {}
    for path in (folder / "tables").rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        found[path.parent.name, path.stem] = rows
    return found


def cells_of(tables, address):
    scenario, table, row, column = address.split("/")
    rows = tables[scenario.replace("_", "-"), table]
    key = next(iter(rows[0]))
    (cells,) = [cells for cells in rows if cells[key] == row]
    assert column in cells, address
    return cells, column


def number(cells, name):
    """An empty value is missing, an empty high bound is open."""
    text = cells.get(name, "")
    return float(text) if text else (math.inf if name.endswith("_high") else math.nan)


def printed_numbers(text):
    """Numbers with what the last printed digit may stand for: a zero may be carried or not."""
    for match in NUMBER.finditer(text):
        digits = match["digits"].replace(",", "")
        _, _, decimals = digits.partition(".")
        loose = len(digits) - len(digits.rstrip("0")) if not decimals else 0
        unit = 10.0 ** (min(loose, len(digits) - 1) if loose else -len(decimals))
        scale = SCALES[match["scale"]]
        yield float(digits) * scale, unit * scale


def is_rounded(shown, unit, value):
    return abs(shown - value) <= unit / 2 * (1 + 1e-9)


def is_low(shown, unit, low):
    return shown <= low * (1 + 1e-12) and low - shown < unit * (1 + 1e-9)


def is_high(shown, unit, high):
    return shown >= high * (1 - 1e-12) and shown - high < unit * (1 + 1e-9)


def agrees(text, value, low, high, exact=False):
    """Whether an amount says what three numbers say: "5", "5 [4-6]", "≥ 4", "4-6", "≤ 6"."""
    shown = list(printed_numbers(text))
    if exact:
        shown = [(one, 0.5) for one, _ in shown]
    if text.startswith("≥"):
        return math.isnan(value) and math.isinf(high) and is_low(*shown[0], low)
    if text.startswith("≤"):
        return math.isnan(value) and low == 0 and is_high(*shown[0], high)
    if math.isnan(value):
        return len(shown) == 2 and is_low(*shown[0], low) and is_high(*shown[1], high)
    if not is_rounded(*shown[0], value):
        return False
    if len(shown) == 1:
        return is_rounded(*shown[0], low) and (math.isnan(high) or is_rounded(*shown[0], high))
    if "or more" in text:
        return is_low(*shown[1], low) and math.isinf(high)
    return is_low(*shown[1], low) and is_high(*shown[2], high)


def ratio_agrees(text, value, low, high):
    """As above for "1.6 : 1" and "1 : 1.7"; the bounds of the second are turned with it."""
    side = re.match(r"just (over|under) 1 : 1", text)
    if side:
        return 1 < value < 1.5 if side[1] == "over" else 1 < 1 / value < 1.5
    if re.match(r"[≥≤]? ?1 : ", text):
        turned = (1 / value, 1 / high if high else math.inf, 1 / low if low else math.inf)
        flipped = text.replace("1 : ", "", 1).translate(str.maketrans("≥≤", "≤≥"))
        return agrees(flipped, *turned)
    return agrees(text.replace(" : 1", ""), value, low, high)


def bounds_of(cells, column):
    value = number(cells, column)
    if f"{column}_low" not in cells:
        return value, value, value
    return value, number(cells, f"{column}_low"), number(cells, f"{column}_high")


def words_agree(text, cells, column, names, phrases):
    """For cells that hold words; None for any other."""
    if column.startswith("verdict"):
        return text == WORDS[cells[column]]
    if column == "hangs_on":
        said = re.split(r", | or ", text.replace("the ", ""))
        return said == [names[code] for code in cells[column].split()]
    if column == "majority":
        return text in (cells["majority"], phrases[cells["indicator"]])
    if column == "ratio" and cells.get("verdict") in ("not_comparable", "no_data"):
        return text == WORDS[cells["verdict"]]
    holds = " ".join(cells[column].removeprefix("'").split())
    key = next(iter(cells.values()))
    if f"{column}_low" in cells or re.fullmatch(r"[\d.e-]*", holds):
        return (text == holds) or None
    return text in (holds, key)  # a sentence may name the row


def numbers_agree(text, cells, column):
    if column in ("ratio_before", "ratio_after"):
        ratio, _, words = text.rpartition(", ")
        own = number(cells, column)
        fits = ratio_agrees(ratio, own, own, own) if ratio else math.isnan(own) or own == 0
        return fits and words == WORDS[cells[column.replace("ratio", "verdict")]]
    value, low, high = bounds_of(cells, column)
    if column == "ratio" or cells.get(f"{column}_unit") == "ratio":
        if "[" not in text and not math.isnan(value):
            low = high = value  # in sentences bounds are left to the drawing
        return ratio_agrees(text, value, low, high)
    if column == "share":
        if "[" not in text:
            low = high = value
        return agrees(text.replace(">99", "99.5"), 100 * value, 100 * low, 100 * high)
    if column.endswith("_low"):
        (shown,) = printed_numbers(text)
        return is_low(*shown, value)
    counted, _, members = text.partition(" (")
    if members:
        reported, asked = cells[f"{column}_reported"], cells[f"{column}_members"]
        assert members == f"{reported} of {asked} members)"
    # Totals of counts are printed in full; what was not added up carries fewer digits.
    exact = not re.search(r"[$€£%]|illion", text) and f"{column}_unit" not in cells
    return agrees(counted, value, low, high, exact)


def test_every_printed_number_is_what_its_cell_holds(told, tables, data):
    phrases = {row["indicator"]: row["phrase"] for row in data.indicators.to_dict("records")}
    names = {code: name.removeprefix("the ") for code, name in data.said_names.items()}
    assert len(told.addressed) > 500
    for address, text in told.addressed:
        cells, column = cells_of(tables, address)
        if not text:
            assert cells[column] == "", address
        else:
            fits = words_agree(text, cells, column, names, phrases)
            if fits is None:
                fits = numbers_agree(text, cells, column)
            assert fits, (address, text, cells)


def test_every_number_in_a_table_has_an_address(told):
    found = 0
    for table, numeric, text, addressed in told.cells:
        if numeric and table != "table-sources" and any(c.isdigit() for c in text):
            if not text.startswith("no total ("):  # a count of members, not an amount
                assert addressed, (table, text)
            found += bool(addressed)
    assert found > 200


HEADS = {
    "A : B with everyone": "ratio_before",
    "A : B after": "ratio_after",
    "A : B": "ratio",
    "A: ": "a",
    "B: ": "b",
    "Leaves with ": "leaves",
    "Stays": "stays",
    "Share that leaves": "share",
    "Verdict": "verdict",
    "Standing": "standing",
    "Hangs on": "hangs_on",
    "Majority of A": "majority",
}


def test_every_cell_of_a_table_stands_in_its_row_and_under_its_heading(told):
    found = 0
    for table, (header, *rows) in told.rows.items():
        heads = [next((HEADS[h] for h in HEADS if text.startswith(h)), "") for text, _ in header]
        for row in rows:
            addresses = [address.rsplit("/", 1) for _, address in row]
            assert len({address[0] for address in addresses if address[0]}) <= 1, (table, row)
            for head, address in zip(heads, addresses, strict=False):
                if head and address[0]:
                    assert address[1] == head, (table, row)
                    found += 1
    assert found > 300


def split(cells, column):
    return {one for row in cells for one in row[column].split(" * ") if one}


def test_every_figure_used_is_listed_with_its_source_and_its_terms(told, tables, data):
    header, *listed = told.rows["table-sources"]
    assert [text for text, _ in header[3:6]] == ["Terms", "Grade", "Figures used"]
    shown = {row[0][0]: [text for text, _ in row] for row in listed}
    everything = {}
    for scenario in {scenario for scenario, _ in tables}:
        used = [*tables[scenario, "contributions"], *tables[scenario, "witnesses"]]
        figures = {row["figure_id"]: row for row in tables[scenario, "figures"]}
        sources = {row["source_id"]: row for row in tables[scenario, "sources"]}
        assert split(used, "figure_id") == set(figures), scenario
        assert split(used, "source_id") == set(sources), scenario
        assert {row["source_id"] for row in figures.values()} == set(sources)
        for row in figures.values():
            assert row["locator"], row
            assert row["as_stated"], row
        everything |= figures
    known = data.sources.set_index("source_id")
    assert set(shown) == {row["source_id"] for row in everything.values()}
    for source, row in shown.items():
        assert row[3] == known.at[source, "terms"] != ""
        count = sum(figure["source_id"] == source for figure in everything.values())
        assert row[5] == str(count), source
