"""What changed since an earlier report, in a line."""

import shutil

import pytest
from typer.testing import CliRunner

from balance.cli.app import app
from balance.errors import ManifestError
from balance.report import changes_since, earlier_report, write_report
from balance.tables.loading import load

FIGURES = (
    "figure_id,entity,indicator,as_of,period_end,value,low,high,unit,basis,scope,as_stated,hedge,"
    "source_id,locator,quote,note\n"
    "mine-rus-submarines,RUS,submarines,2025-02,,90,,,vessels,,,90,,mine-2025,row 1,,\n"
    "{more}"
)
SOURCES = (
    "source_id,publication,edition,title,publisher,author,published,accessed,url,terms,"
    "reliability,read_via,note\n"
    "mine-2025,gfp,2025b,Later list,Made up,,2025-02-01,,,open,B,,\n"
)


@pytest.fixture(scope="module")
def before(tmp_path_factory, data):
    return write_report(
        tmp_path_factory.mktemp("before") / "out", ["nato_vs_russia"], data=data, formats=["md"]
    )


def test_nothing_changed(before):
    found = changes_since(earlier_report(before), before)
    assert not found
    assert str(found) == f"nothing changed since {before}"


def test_a_later_edition_changes_a_verdict_and_is_named(before, tmp_path, data):
    own = tmp_path / "mine"
    (own / "figures").mkdir(parents=True)
    (own / "sources.csv").write_text(SOURCES, encoding="utf-8")
    more = "".join(
        f"mine-{s.lower()}-submarines,{s},submarines,2025-02,,1,,,vessels,,,1,,mine-2025,row 2,,\n"
        for s in data.group("NATO").codes
        if (s, "submarines") not in data.absences
    )
    (own / "figures" / "mine.csv").write_text(FIGURES.format(more=more), encoding="utf-8")
    after = write_report(tmp_path / "after", ["nato_vs_russia"], data=load(own), formats=["md"])
    found = changes_since(earlier_report(before), after)
    assert ("nato-vs-russia", "submarines", "a_more", "b_more") in found.verdicts
    assert found.answers == ("nato_vs_russia",)
    assert found.cells > 5
    assert any("mine.csv" in name for name in found.data)
    assert "submarines: a_more to b_more" in str(found)
    assert "\n" not in str(found)


def test_scenarios_come_and_go(before, tmp_path, data):
    after = write_report(tmp_path / "after", ["british_army"], data=data, formats=["md"])
    found = changes_since(earlier_report(before), after)
    assert found.scenarios == ("+ british_army", "- nato_vs_russia")
    assert found.cells == 0


def test_a_table_changed_by_hand_is_no_witness(before, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(before, copy)
    table = copy / "tables" / "nato-vs-russia" / "comparison.csv"
    table.write_text(table.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="left as it was written"):
        earlier_report(copy)


def test_the_command_says_it_in_its_last_line_and_reads_before_it_writes(before, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(before, out)
    asked = ["report", "british_army", "-o", str(out), "--as", "md", "--since", str(out)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    last = done.stdout.strip().splitlines()[-1]
    assert last == f"changed since {out}: 2 scenarios (+ british_army, - nato_vs_russia)"


def test_since_a_folder_without_a_report_is_an_error_and_writes_nothing(tmp_path):
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["report", "british_army", "-o", str(out), "--since", "nowhere"])
    assert isinstance(done.exception, ManifestError)
    assert not out.exists()


def test_a_title_is_escaped_and_a_broken_one_refused(tmp_path, data):
    from balance.errors import ParameterError

    folder = write_report(tmp_path / "out", ["british_army"], data=data, title="<script>*x*")
    assert "<h1>&lt;script&gt;*x*</h1>" in (folder / "report.html").read_text(encoding="utf-8")
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("# \\<script\\>\\*x\\*\n")
    for bad in ("", "  ", "two\nlines", "a\x07b"):
        with pytest.raises(ParameterError, match="one line"):
            write_report(tmp_path / "bad", ["british_army"], data=data, title=bad)
    assert not (tmp_path / "bad").exists()
