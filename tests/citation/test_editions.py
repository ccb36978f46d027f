"""The editions in use and their digests, against the files themselves."""

import csv
import hashlib
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import balance

DATASETS = Path(__file__).parents[2] / "datasets"


def test_editions_against_the_files(data):
    """Counted with csv and hashlib alone."""
    counts = Counter()
    for path in (DATASETS / "figures").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            counts.update(row["source_id"] for row in csv.DictReader(file))
    table = balance.versions(data)
    editions = table[table["kind"] == "edition"]
    told = dict(zip(editions["name"], editions["figures"], strict=True))
    assert {name: count for name, count in told.items() if count} == counts
    for files, digests in zip(editions["files"], editions["digest"], strict=True):
        for name, digest in zip(files.split(), digests.split(), strict=True):
            content = (DATASETS / name.removeprefix("datasets/")).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest


def test_the_program_has_no_figures_and_libraries_their_versions(data):
    table = balance.versions(data).set_index("name")
    assert table.at["military-balance", "edition"] == balance.__version__
    assert table.at["pandas", "edition"] == version("pandas")
    assert table["figures"][table["kind"] != "edition"].isna().all()


def test_what_is_left_out_is_not_in_use():
    names = set(balance.versions(balance.load(leave_out=["gfp"]))["name"])
    assert not names & {"gfp-2024", "gfp-2025"}
    assert "cia-2025" in names
