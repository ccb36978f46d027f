"""Power over all coalitions beside looking at each: how the cost grows with members.

Wanted: both indices of 32 members with arbitrary decimals exactly in under 0.1 s and 150 MB,
three criteria at once in under 10 s.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from balance.planning.power.weighted_games import as_integers, power_in, winning_coalitions

FAST, SEVERAL, MEMORY = 0.1, 10.0, 150
STATUS = Path("/proc/self/status")


def game(members, criteria=1):
    draw = np.random.default_rng(members)
    rows = [draw.uniform(0, 1e6, members).tolist() for _ in range(criteria)]
    return [sum(row) * 0.4 for row in rows], rows


def indices(quotas, rows):
    return power_in(winning_coalitions(quotas, rows))


def looked_at(quotas, rows):
    """Swings by numpy over all 2ⁿ sums: what the method is set beside."""
    quota, *weights = as_integers([quotas[0], *rows[0]])
    sums = np.zeros(1)
    for weight in weights:
        sums = np.concatenate([sums, sums + float(weight)])
    wins = sums >= float(quota)
    masks = np.arange(len(wins))
    return tuple(
        int((wins[masks | 1 << n] & ~wins)[(masks >> n & 1) == 0].sum())
        for n in range(len(weights))
    )


@pytest.mark.parametrize("members", [12, 16, 20])
@pytest.mark.benchmark(group="power: all coalitions, looked at one by one")
def test_enumeration(benchmark, members):
    quotas, rows = game(members)
    assert benchmark.pedantic(looked_at, (quotas, rows), rounds=3) == indices(quotas, rows).swings


@pytest.mark.parametrize("members", [12, 16, 20, 24, 28, 32, 36, 40])
@pytest.mark.benchmark(group="power: all coalitions, counted exactly by halves")
def test_halves(benchmark, members):
    benchmark.pedantic(indices, game(members), rounds=3, warmup_rounds=1)
    if members == 32:
        assert benchmark.stats.stats.min < FAST


@pytest.mark.parametrize("members", [24, 28, 32, 34])
@pytest.mark.benchmark(group="power: three criteria at once")
def test_three_criteria(benchmark, members):
    benchmark.pedantic(indices, game(members, criteria=3), rounds=1)
    if members == 32:
        assert benchmark.stats.stats.max < SEVERAL


@pytest.mark.skipif(not STATUS.exists(), reason="the peak of a process is read from its status")
@pytest.mark.benchmark(group="power: memory of a process that counts 32 members")
def test_memory(benchmark):
    code = (
        "import pathlib, numpy as np\n"
        "from balance.planning.power.weighted_games import power_in, winning_coalitions\n"
        "row = np.random.default_rng(32).uniform(0, 1e6, 32).tolist()\n"
        "power_in(winning_coalitions([sum(row) * 0.4], [row]))\n"
        f"print(pathlib.Path({str(STATUS)!r}).read_text())\n"
    )

    def process():
        words = [sys.executable, "-c", code]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout

    told = benchmark.pedantic(process, rounds=1)
    (peak,) = (line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))
    assert int(peak) / 1024 < MEMORY
