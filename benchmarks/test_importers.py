"""Imports beside what only reads the same file: pandas, without checks, names or lineage.

Wanted: the National Material Capabilities (16,000 rows of six components) in under 1 s, and
500,000 figures in under 512 MiB, growing linearly.
"""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from balance.importers import import_file, write_folder
from balance.tables.loading import load

ROWS = 16_000
COLUMNS = ("milex", "milper", "irst", "pec", "tpop", "upop")


def nmc(path, states, rows=ROWS):
    """Write a file of as many rows as asked, with states of the Correlates of War system."""
    table = states[states["cow_code"].str.len().between(1, 3) & (states["ended"] == "")]
    codes = [code for code in table["cow_code"] if code not in ("260", "345", "365", "816")]
    years = range(1816, 1816 + -(-rows // len(codes)))
    random = np.random.default_rng(1)
    head = f"ccode,year,{','.join(COLUMNS)},cinc"
    with path.open("w", encoding="utf-8") as file:
        file.write(head + "\n")
        written = 0
        for year in years:
            for code in codes:
                if written == rows:
                    return path
                cells = ",".join(map(str, random.integers(0, 10**6, 6)))
                file.write(f"{code},{year},{cells},{random.random():.9f}\n")
                written += 1
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory, data):
    return nmc(tmp_path_factory.mktemp("nmc") / "NMC.csv", data.table("states"))


@pytest.mark.benchmark(group="import: 16,000 rows of six components and the index")
def test_import(benchmark, file):
    imported = benchmark(import_file, file)
    assert imported.summary.figures == ROWS * 7


@pytest.mark.benchmark(group="import: 16,000 rows of six components and the index")
def test_pandas_reads_the_same_file(benchmark, file):
    """Values and nothing else: no names, no checks, no lineage."""
    frame = benchmark(lambda: pd.read_csv(file).melt(["ccode", "year"]))
    assert len(frame) == ROWS * 7


@pytest.mark.benchmark(group="import: folder written, and loaded with all checks")
def test_write(benchmark, file, tmp_path):
    imported = import_file(file)
    benchmark(write_folder, imported, tmp_path / "mine")


@pytest.mark.benchmark(group="import: folder written, and loaded with all checks")
def test_load(benchmark, file, tmp_path):
    folder = write_folder(import_file(file), tmp_path / "mine")
    tables = benchmark.pedantic(load, args=(folder,), rounds=3)
    assert len(tables.figures) > ROWS * 7


PEAK = """
import re, sys
from pathlib import Path
from balance.importers import import_file
count = import_file(sys.argv[1], "table", mapping=sys.argv[2]).summary.figures
print(count, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
MAPPING = """
[source]
source_id = "mine"
publication = "mine"
terms = "open"
reliability = "A"
[rows]
code = "code"
date = "date"
[[figures]]
column = "value"
indicator = "population"
unit = "persons"
"""


@pytest.mark.parametrize("count", [125_000, 250_000, 500_000])
def test_memory(tmp_path, data, count):
    """The peak of a process of its own, in MiB, as Linux counts it."""
    codes = list(data.table("states")["state"])
    path, mapping = tmp_path / "own.csv", tmp_path / "map.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    days = pd.date_range("1000-01-01", periods=-(-count // len(codes)), freq="D")
    rows = (f"{code},{day:%Y-%m-%d},{50_000 + n}" for n, day in enumerate(days) for code in codes)
    with path.open("w", encoding="utf-8") as file:
        file.write("code,date,value\n")
        file.writelines(f"{row}\n" for row, _ in zip(rows, range(count), strict=False))
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(path), str(mapping)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures, kilobytes = map(int, done.stdout.split())
    assert figures == count
    print(f"{count:,} figures: {kilobytes / 1024:.0f} MiB")
    assert kilobytes / 1024 < 512
