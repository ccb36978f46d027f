"""Parts and totals: EST has ten aircraft in all; fighters and tankers are among them."""

import shutil
from pathlib import Path

import pytest

import balance
from balance.errors import DataFaults

BAD = Path(__file__).parents[1] / "data" / "bad"


@pytest.fixture
def mine(tmp_path):
    return Path(shutil.copytree(BAD / "parts_above_total_together", tmp_path / "mine"))


def rewrite(folder, old, new):
    path = folder / "figures" / "mine.csv"
    path.write_text(path.read_text().replace(old, new))


def test_parts_that_make_up_the_whole_are_no_fault(mine):
    rewrite(mine, "2024,,5,,,aircraft,,,5,", "2024,,4,,,aircraft,,,4,")
    assert len(balance.load(mine).figures) == len(balance.load().figures) + 3


@pytest.mark.parametrize("elsewhere", ["2024", "EST", "mine-2025"])
def test_only_parts_of_one_source_state_and_date_are_added_up(mine, elsewhere):
    other = {"2024": "2023", "EST": "LVA", "mine-2025": "mine-2024"}[elsewhere]
    sources = mine / "sources.csv"
    row = sources.read_text().splitlines()[1]
    sources.write_text(sources.read_text() + row.replace("mine-2025", "mine-2024", 1) + "\n")
    path = mine / "figures" / "mine.csv"
    head, *rows = path.read_text().splitlines()
    rows[-1] = rows[-1].replace(f",{elsewhere},", f",{other},")
    path.write_text("\n".join([head, *rows, ""]))
    balance.load(mine)


def test_a_listed_exception_excuses_the_total_that_is_too_small(mine):
    listed = "figure_id,check,reason\nmine-2025-est-aircraft,part_above_total,printed so\n"
    (mine / "exceptions.csv").write_text(listed)
    balance.load(mine)
    rewrite(mine, "2024,,5,,,aircraft,,,5,", "2024,,4,,,aircraft,,,4,")
    with pytest.raises(DataFaults, match="the figure passes this check now"):
        balance.load(mine)
