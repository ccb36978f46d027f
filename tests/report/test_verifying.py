"""What differs between a report, its manifest and what is made now."""

import json
import shutil

import pytest

from balance.report import verify


@pytest.fixture
def out(write):
    return write()


def retold(out, **cells):
    path = out / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for name, value in cells.items():
        told[name] = {**told[name], **value} if isinstance(value, dict) else value
    path.write_text(json.dumps(told), encoding="utf-8")


def found(out):
    """The four answers of a verification, and whether it is said to be the same."""
    outcome = verify(out)
    return outcome.changed, outcome.data, outcome.differs, outcome.made_with, outcome.same


def test_the_same(out, run):
    assert found(out) == ((), (), (), (), True)
    code, told, _ = run("verify", str(out))
    assert (code, told) == (0, "same: every file is as it was made and comes out the same again\n")


def test_a_file_that_was_changed_or_is_gone(out, run):
    (out / "report.md").write_bytes(b"# as made\r\n")
    assert found(out) == (("report.md",), (), (), (), False)
    (out / "tables" / "t" / "x.csv").unlink()
    assert found(out)[0] == ("report.md", "tables/t/x.csv")
    (out / "report.md").unlink()
    (out / "report.md").mkdir()
    shutil.rmtree(out / "tables")
    assert found(out)[0] == ("report.md", "tables/t/x.csv")
    code, told, _ = run("verify", str(out))
    assert code == 1
    assert told.splitlines() == [
        "different:",
        "  changed since it was made: report.md",
        "  changed since it was made: tables/t/x.csv",
    ]


def test_files_that_come_out_differently_now(out, maker, run):
    maker.files = {"report.md": b"# as made now\n", "charts/new.svg": b"<svg/>"}
    # One changed, one no longer made, one made now only.
    differs = ("charts/new.svg", "report.md", "tables/t/x.csv")
    assert found(out) == ((), (), differs, (), False)
    code, told, _ = run("verify", str(out))
    assert code == 1
    assert told.splitlines()[1:] == [f"  comes out differently now: {path}" for path in differs]


def test_tables_that_are_no_longer_the_same(out):
    gone = {"mine/figures/old.csv": "0" * 64}
    retold(out, data={"datasets/states.csv": "0" * 64, **gone})
    outcome = verify(out)
    assert outcome.data == ("datasets/states.csv", "mine/figures/old.csv")
    assert (outcome.changed, outcome.differs, outcome.made_with) == ((), (), ())
    assert "  made from another datasets/states.csv" in str(outcome).splitlines()


def test_tables_that_were_added_since(out, tmp_path, data):
    mine = tmp_path / "mine"
    mine.mkdir()
    header = ",".join(c for c in data.table("wars").columns if c not in ("file", "line"))
    (mine / "wars.csv").write_text(f"{header}\n")
    assert verify(out, folders=[mine]).data == ("mine/wars.csv",)


def test_another_version_of_the_program_or_a_library(out):
    retold(out, balance="0.0.0", libraries={"pandas": "1.0", "gone": "2"})
    outcome = verify(out)
    assert [words.split(", now ")[0] for words in outcome.made_with] == [
        "balance 0.0.0",
        "gone 2",
        "pandas 1.0",
    ]
    assert "gone 2, now None" in outcome.made_with
    assert (outcome.changed, outcome.data, outcome.differs) == ((), (), ())
    assert "  made with gone 2, now None" in str(outcome).splitlines()


def test_the_same_is_asked_again(write, maker):
    import balance

    tables = balance.load(terms="non-commercial", leave_out=["world-bank", "cia-2025"])
    names = ("nato_vs_russia", "nato_without_us_and_canada")
    out = write(scenarios=names, formats=["html", "md"], data=tables)
    assert verify(out).same
    made, again = maker.asked
    assert made[:2] == again[:2] == (names, ("html", "md"))
    assert again[2].left_out == tables.left_out
    assert (again[2].terms, again[2].leave_out) == (tables.terms, tables.leave_out)
    assert len(again[2].figures) == len(tables.figures)
