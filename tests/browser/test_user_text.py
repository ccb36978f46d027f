"""A user's tables whose words are scripts and formulas: nothing runs, on the page or in a sheet."""

import csv
import io
import re

import pytest

import balance
from balance.report import write_report
from balance.tables.columns import TABLES

SCRIPT = "<script>window.ran=1;alert(1)</script>"
PICTURE = "<img src=x onerror=window.ran=2>"
CLOSING = "\"'></text></svg></style></title></td><svg onload=window.ran=3>"
FORMULA = '=HYPERLINK("http://a.test";"x")'
FORMULAS = (FORMULA, "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "tanks;=1+1", "＝1+1")


def rows(name, *given):
    """Return a table as CSV; cells that are not given are empty."""
    columns = TABLES[name].names
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in given:
        writer.writerow({column: row.get(column, "") for column in columns})
    return text.getvalue()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """Return a folder of tables: a state in the alliance, an indicator, a source, their figures."""
    folder = tmp_path_factory.mktemp("hostile") / "mine"
    (folder / "figures").mkdir(parents=True)
    source = {
        "source_id": "mine-2025",
        "publication": "mine",
        "edition": "2025",
        "title": f"Title {SCRIPT}",
        "publisher": PICTURE,
        "author": CLOSING,
        "published": "2025-01",
        "url": f'https://a.test/"onmouseover="window.ran=4" {PICTURE}',
        "terms": "open",
        "reliability": "A",
        "read_via": FORMULA,
        "note": f"@SUM(1) {SCRIPT}",
    }
    state = {"state": "XZZ", "name": f"{FORMULA} {CLOSING}", "in_sentence": f"Zed {SCRIPT}"}
    member = {"group": "NATO", "state": "XZZ", "joined": "2001", "source_id": "mine-2025"}
    indicator = {
        "indicator": "kites",
        "label": f"Kites {SCRIPT}{PICTURE}{CLOSING}",
        "phrase": f"kites {SCRIPT}",
        "unit": "vehicles",
        "domain": "land",
        "definition": f"{FORMULA} {PICTURE}",
        "role": "balance",
        "headline": "yes",
        "comparable": "no",
        "why_not": f"+1+1 {SCRIPT}",
        "preferred_publications": "mine",
        "preference_reason": CLOSING,
    }
    figures = [
        {
            "figure_id": f"mine-2025-{code.lower()}-kites",
            "entity": code,
            "indicator": "kites",
            "as_of": "2024",
            "value": number,
            "unit": "vehicles",
            "as_stated": number,
            "source_id": "mine-2025",
            "locator": FORMULAS[number % len(FORMULAS)] + PICTURE,
            "note": f"{FORMULAS[(number + 1) % len(FORMULAS)]} {SCRIPT}",
        }
        for number, code in enumerate(("USA", "RUS", "DEU", "XZZ", "TUR", "FRA", "CAN"), start=3)
    ]
    for name, given in (
        ("sources", [source]),
        ("states", [state]),
        ("memberships", [member]),
        ("indicators", [indicator]),
        ("tiles", [{"state": "XZZ", "row": 5, "column": 1}]),
    ):
        (folder / f"{name}.csv").write_text(rows(name, *given), encoding="utf-8")
    (folder / "figures" / "mine.csv").write_text(rows("figures", *figures), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def report(hostile, tmp_path_factory):
    """Return the folder of a report on these tables, its title a script as well."""
    names = ["nato_without_us_and_canada", "spending_targets"]
    place = tmp_path_factory.mktemp("hostile-report") / "out"
    return write_report(place, names, data=balance.load(hostile), title=f"Title {SCRIPT}{CLOSING}")


def test_no_script_of_a_user_runs(report, window):
    context = window()
    page = context.new_page()
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto((report / "report.html").as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.locator("main a.n").first.click()
    page.wait_for_timeout(300)
    assert ran == []
    assert page.evaluate("window.ran") is None
    assert page.locator("script, img, iframe, object, embed, link").count() == 0
    handlers = page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(part => [...part.attributes])"
        ".filter(one => one.name.startsWith('on') || /^\\s*javascript:/i.test(one.value)).length"
    )
    assert handlers == 0
    assert [url for url in asked if "a.test" in url] == []
    shown = page.content()
    assert shown.count("window.ran") > 10  # the words are there, as words
    body = page.locator("body").inner_text()
    assert f"Kites {SCRIPT}{PICTURE}" in body
    assert page.title().startswith(f"Title {SCRIPT}")


def test_a_script_that_were_not_escaped_would_be_seen(report, window):
    """The check can fail."""
    page = window().new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    text = (report / "report.html").read_text(encoding="utf-8")
    page.set_content(
        text.replace("&lt;script&gt;", "<script>").replace("&lt;/script&gt;", "</script>")
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") == 1


def test_drawings_beside_the_page_run_nothing(report, window):
    page = window().new_page()
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    for chart in sorted(report.glob("charts/*.svg")):
        page.goto(chart.as_uri())
        assert page.evaluate("window.ran") is None, chart.name
        assert page.evaluate("document.querySelectorAll('script, [onload]').length") == 0
    assert ran == []


def test_markdown_holds_no_tags(report):
    text = (report / "report.md").read_text(encoding="utf-8")
    assert "window.ran" in text
    assert not re.search(r"(?<!\\)<(script|img|svg|/)", text)


def test_tables_open_in_a_spreadsheet_without_harm(report):
    """No cell begins with what a spreadsheet computes, whatever it takes for the separator."""
    seen = 0
    for path in sorted(report.glob("tables/**/*.csv")):
        for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            for cell in line:
                if re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell):
                    continue
                for part in re.split(r"[;\t\r\n]", cell):
                    assert not re.match(r"[=+\-@＝＋－＠]", part), (path.name, cell)
                seen += "HYPERLINK" in cell
    assert seen > 5
