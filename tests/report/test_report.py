import json
import re
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from multiprocessing import get_context

import pytest

import balance
from balance.errors import ManifestError, OutputError, ParameterError, UnknownScenario
from balance.report import verify, write_report
from balance.report.files import csv_text, json_text

FLAGSHIP = "nato_without_us_and_canada"


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.cells, self.ids, self.links, self.text = [], [], [], [], []
        self.open = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.tags.append((tag, named))
        if "data-cell" in named:
            self.cells.append(named["data-cell"])
        if "id" in named:
            self.ids.append(named["id"])
        self.links += [named[a] for a in ("href", "src", "xlink:href") if a in named]
        self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, text):
        if not {"style", "svg"} & set(self.open):
            self.text.append(text)


def test_what_is_in_the_folder(folder):
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in (
        "report.html",
        "report.md",
        "manifest.json",
        "charts/nato-without-us-and-canada-ratios.svg",
        "charts/nato-without-us-and-canada-leaving.png",
        "tables/nato-vs-russia/comparison.csv",
        "tables/nato-without-us-and-canada/contributions.csv",
    ):
        assert name in found
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["outputs"]) == found - {"manifest.json"}
    assert manifest["balance"] == balance.__version__
    assert manifest["data"]["datasets/figures/gfp-2025.csv"]


def test_other_processes_and_other_company_give_the_same_bytes(folder, tmp_path, data):
    names = ("nato_without_us_and_canada", "spending_targets", "war_economy", "claims")
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        shared = write_report(tmp_path / "shared", names, data=data, executor=executor)
    alone = write_report(tmp_path / "alone", names, data=data)
    paths = [path.relative_to(alone) for path in alone.rglob("*") if path.is_file()]
    assert len(paths) > 40
    for path in paths:
        assert (shared / path).read_bytes() == (alone / path).read_bytes(), path
        if path.parts[0] in ("charts", "tables"):
            assert (folder / path).read_bytes() == (alone / path).read_bytes(), path


def test_the_page_needs_no_network_and_no_script(page, folder):
    told = Page(page)
    assert not [tag for tag, _ in told.tags if tag in ("script", "link", "iframe", "img")]
    for link in told.links:
        if not link.startswith(("#", "https://", "http://")):
            assert (folder / link).is_file(), link
    outside = [
        named
        for tag, named in told.tags
        if "href" in named and tag != "a" and not named["href"].startswith("#")
    ]
    assert outside == []
    assert "@import" not in page
    assert not re.search(r"url\((?!#|data:font/woff;)", page)


def test_every_inner_link_leads_somewhere_and_no_id_occurs_twice(page):
    told = Page(page)
    known = set(told.ids)
    assert len(told.ids) == len(known)
    for link in told.links:
        if link.startswith("#"):
            assert link[1:] in known, link


def test_it_opens_with_the_answer(page, data):
    from balance.scenarios import nato_without_us_and_canada

    told = "".join(" ".join(Page(page).text).split())
    place = told.index("Oncethe")  # the question, right behind the contents
    for statement in nato_without_us_and_canada(data).answer:
        words = "".join(str(statement).split())
        assert words in told[place : place + 3000]
        place = told.index(words)


def test_every_number_in_tables_and_sentences_carries_its_cell(page, data):
    from balance.scenarios import SCENARIOS

    results = {name: entry.run(data) for name, entry in SCENARIOS.items()}
    cells = set(Page(page).cells)
    assert len(cells) > 200
    for address in cells:
        scenario, table, row, column = address.split("/")
        _, frame = results[scenario].frame(table)
        assert row in frame.index, address
        assert column in frame.columns, address


def test_charts_say_what_they_show(page, folder):
    told = Page(page)
    charts = [named for tag, named in told.tags if tag == "svg"]
    assert len(charts) == len(list(folder.glob("charts/*.svg"))) >= 5
    for named in charts:
        title, description = named["aria-labelledby"].split()
        assert {title, description} <= set(told.ids)
        assert named["role"] == "img"


def test_sources_and_terms_of_every_figure_used_are_there(page, data):
    for source in (
        "gfp-2025",
        "gfp-2024",
        "sipri-2025",
        "cia-2025",
        "world-bank-2026",
        "warheads-2025",
    ):
        assert source in page
    assert "non-commercial" in page
    assert "read via" in page.casefold()


def test_it_says_what_is_missing_and_not_counted(page, folder):
    markdown = (folder / "report.md").read_text(encoding="utf-8")
    for text in (page, markdown):
        assert "20 of 30 members" in text
        assert "Not counted is not absent" in text
        assert "Readiness" in text


def test_markdown_shows_the_same_tables(folder):
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "| Submarines | 73 | 63 | 1.2 : 1 | A has more | single | Türkiye, Greece |" in text
    assert "](charts/nato-without-us-and-canada-ratios.svg)" in text


def test_csv_has_no_infinity_and_opens_without_harm(folder):
    import pandas as pd

    for path in folder.rglob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(^|,)(-?inf|nan)(,|$)", text, re.MULTILINE), path
        for line in text.splitlines():
            for cell in line.split(","):
                assert not re.match(r'^"?[=@+]', cell), (path, cell)
    frame = pd.read_csv(folder / "tables" / "nato-without-us-and-canada" / "comparison.csv")
    row = frame.set_index("indicator").loc["naval_tonnage"]
    assert pd.isna(row["a_high"])
    assert row["a_low"] == 2_579_988


def test_hostile_text_is_escaped(tmp_path, data):
    import dataclasses

    indicators = data.indicators
    label = '<script>alert("x")</script> | `=1+1`'
    indicators.loc[indicators["indicator"] == "submarines", ["label", "phrase"]] = label
    sources = data.sources
    sources.loc[sources["source_id"] == "gfp-2025", "url"] = 'https://x"onmouseover="alert(1)'
    sources.loc[sources["source_id"] == "gfp-2025", "note"] = "=HYPERLINK(1)"
    groups = data.table("groups")
    groups.loc[groups["group"] == "NATO", "label"] = "<b>NATO</b>]](x)"
    tables = {**data.tables, "indicators": indicators, "sources": sources, "groups": groups}
    hostile = dataclasses.replace(data, tables=tables)
    out = write_report(tmp_path / "out", ["nato_vs_russia"], data=hostile)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<b>" not in page
    assert 'onmouseover="alert' not in page
    assert not [tag for tag, named in Page(page).tags if "onmouseover" in named]
    markdown = (out / "report.md").read_text(encoding="utf-8")
    assert "<script" not in markdown.replace(r"\<script", "")
    assert "'=HYPERLINK(1)" in (out / "tables" / "nato-vs-russia" / "sources.csv").read_text()


def test_verify_says_same_or_where_it_differs(small, tmp_path):
    import shutil

    outcome = verify(small)
    assert outcome.same
    assert str(outcome).startswith("same")
    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    text = (copy / "report.md").read_text(encoding="utf-8").replace("74,000", "47,000")
    (copy / "report.md").write_text(text, encoding="utf-8")
    (copy / "charts" / "british-army-amounts.png").unlink()
    outcome = verify(copy)
    assert not outcome.same
    assert outcome.changed == ("charts/british-army-amounts.png", "report.md")
    assert outcome.differs == ()


def test_verify_says_which_table_has_changed(small, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(small, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["data"]["datasets/figures/gfp-2025.csv"] = "0" * 64
    manifest["outputs"]["report.html"] = "0" * 64
    manifest["libraries"]["matplotlib"] = "3.0.0"
    (copy / "manifest.json").write_text(json.dumps(manifest))
    text = str(verify(copy))
    assert "made from another datasets/figures/gfp-2025.csv" in text
    assert "made with matplotlib 3.0.0" in text
    assert "comes out differently now: report.html" in text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"balance": "1", "terms": null, "outputs": 5}'])
def test_a_manifest_that_cannot_be_read(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ManifestError, match="cannot read the manifest"):
        verify(tmp_path)
    with pytest.raises(ManifestError):
        verify(tmp_path / "gone")


def test_an_earlier_report_is_replaced_and_other_files_are_left_alone(tmp_path, data):
    out = tmp_path / "out"
    write_report(out, ["british_army"], data=data, formats=["md"])
    (out / "mine.txt").write_text("keep me")
    write_report(out, ["british_army"], data=data, formats=["html"])
    assert (out / "mine.txt").read_text() == "keep me"
    assert not (out / "report.md").exists()
    assert verify(out).same


def test_nothing_of_another_origin_is_overwritten(tmp_path, data):
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.md").write_text("my own report")
    with pytest.raises(OutputError, match=r"holds report\.md, which no earlier report wrote"):
        write_report(out, ["nato_vs_russia"], data=data, formats=["md"])
    assert [p.name for p in out.iterdir()] == ["report.md"]
    assert (out / "report.md").read_text() == "my own report"


def test_a_file_in_place_of_the_folder(tmp_path, data):
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="is a file"):
        write_report(tmp_path / "out", data=data)
    with pytest.raises(OutputError, match="is a file"):
        write_report(tmp_path / "out" / "deeper", ["nato_vs_russia"], data=data, formats=["md"])


def test_unknown_scenarios_and_formats_write_nothing(tmp_path, data):
    with pytest.raises(UnknownScenario):
        write_report(tmp_path / "out", ["nato_vs_china"], data=data)
    with pytest.raises(ParameterError, match="expected some of: html, md"):
        write_report(tmp_path / "out", data=data, formats=["docx"])
    assert list(tmp_path.iterdir()) == []


def test_json_and_csv_of_single_values():
    import math

    import pandas as pd

    assert json.loads(json_text({"a": [1.0, math.inf, math.nan], "b": "x"})) == {
        "a": [1, None, None],
        "b": "x",
    }
    frame = pd.DataFrame({"t": ["-1", "a,b", "\tx"], "n": [1.5, math.inf, 3.0]})
    assert csv_text(frame) == "t,n\n'-1,1.5\n\"a,b\",\n'\tx,3\n"
