"""How long things take, each beside a named peer in the same run.

``make bench`` prints every group as a table; the number in brackets is the ratio to the
fastest of the group. Wanted: ``import balance`` at most 1.3 times ``import pandas``,
``balance compare`` at most 2.5 times, ``balance report`` for one scenario under ten seconds.
"""

import subprocess
import sys

import pytest

COMPARE = ["-m", "balance", "compare", "NATO - USA - CAN", "RUS"]


def process(*words):
    subprocess.run([sys.executable, *words], check=True, capture_output=True)


@pytest.mark.parametrize(
    "words",
    [("-c", "import pandas"), ("-c", "import balance"), COMPARE],
    ids=["import pandas", "import balance", "balance compare"],
)
@pytest.mark.benchmark(group="start: a process of its own")
def test_start(benchmark, words):
    benchmark.pedantic(process, args=tuple(words), rounds=15, warmup_rounds=2)


@pytest.mark.benchmark(group="report: one scenario, a process of its own")
def test_report(benchmark, tmp_path):
    places = iter(range(100))

    def report():
        out = str(tmp_path / str(next(places)))
        process("-m", "balance", "report", "nato_without_us_and_canada", "-o", out)

    benchmark.pedantic(report, rounds=3)
    assert benchmark.stats.stats.max < 10


@pytest.mark.benchmark(group="comparison: all rows, tables in memory")
def test_compare(benchmark, data):
    import balance

    benchmark(balance.compare, "NATO - USA - CAN", "RUS", data=data)


@pytest.mark.benchmark(group="comparison: all rows, tables in memory")
def test_sums_by_pandas(benchmark, data):
    """Totals alone by a plain group-by: no bounds, no selection, no lineage."""
    figures = data.figures
    europe = data.group("NATO_EUROPE").members

    def sums():
        mine = figures[figures["source_id"] == "gfp-2025"]
        a = mine[mine["entity"].isin(europe)].groupby("indicator")["value"].sum()
        b = mine[mine["entity"] == "RUS"].groupby("indicator")["value"].sum()
        return a / b

    benchmark(sums)
