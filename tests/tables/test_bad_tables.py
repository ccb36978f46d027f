"""One bad table per fault in ``tests/data/bad``: each gives one clear message."""

from pathlib import Path

import pytest

import balance
from balance.errors import DataFault, DataFaults
from balance.tables.loading import check

BAD = Path(__file__).parent.parent / "data" / "bad"


@pytest.mark.parametrize("folder", sorted(BAD.iterdir()), ids=lambda folder: folder.name)
def test_each_fault_is_told_once_with_place_and_remedy(folder):
    with pytest.raises(DataFaults) as caught:
        balance.load(folder)
    text = str(caught.value)
    for words in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert words in text
    assert len(caught.value.faults) == 1, text
    for fault in caught.value.faults:
        assert type(fault) is not DataFault
        assert "to mend: " in str(fault)


def test_all_faults_are_told_in_one_go():
    folders = sorted(BAD.iterdir())
    with pytest.raises(DataFaults) as caught:
        balance.load(*folders)
    for folder in folders:
        assert f"bad/{folder.name}/" in str(caught.value)


def test_check_says_the_same_as_load():
    with pytest.raises(DataFaults, match="fault in the tables"):
        check(BAD / "negative_count")


def test_a_folder_that_is_none(tmp_path):
    for place, words in ((tmp_path / "gone", "does not exist"), (tmp_path, "holds no table")):
        with pytest.raises(DataFaults, match=words):
            balance.load(place)
    file = tmp_path / "x.csv"
    file.write_text("a\n")
    with pytest.raises(DataFaults, match="is not a folder"):
        balance.load(file)
