"""All or nothing, and nothing of another's."""

import errno
import shutil
from pathlib import Path

import pytest

from balance.errors import OutputError
from balance.report import verify


def listed(place):
    return sorted(p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file())


WRITTEN = ["manifest.json", "report.md", "tables/t/x.csv"]


def test_a_report_replaces_the_earlier_one_with_what_it_no_longer_holds(write, maker):
    out = write()
    assert listed(out.parent) == [f"out/{name}" for name in WRITTEN]
    maker.files = {"report.md": b"# second\n"}
    assert listed(write()) == ["manifest.json", "report.md"]
    assert (out / "report.md").read_bytes() == b"# second\n"
    assert verify(out).same


def test_what_was_changed_since_is_neither_overwritten_nor_removed(write, maker):
    out = write()
    (out / "report.md").write_bytes(b"# with my notes\n")
    with pytest.raises(OutputError, match=r"holds report\.md, which no earlier report wrote or"):
        write()
    maker.files = {"tables/t/x.csv": b"a\n3\n"}  # the notes are in no way now
    write()
    assert (out / "report.md").read_bytes() == b"# with my notes\n"
    assert (out / "tables" / "t" / "x.csv").read_bytes() == b"a\n3\n"


def test_the_files_in_the_way_are_named_but_not_all_of_many(write, maker):
    maker.files = {f"{n}.txt": b"made" for n in range(5)}
    out = write()
    for path in out.glob("*.txt"):
        path.write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"holds 0\.txt, 1\.txt, 2\.txt, which"):
        write()
    assert {path.read_bytes() for path in out.glob("*.txt")} == {b"mine"}


@pytest.mark.parametrize("earlier", [False, True])
def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder(write, earlier):
    out = write()
    if not earlier:
        shutil.rmtree(out)
        out.mkdir()
    shutil.rmtree(out / "tables", ignore_errors=True)
    (out / "tables").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"holds tables/t/x\.csv"):
        write()
    assert (out / "tables").read_bytes() == b"mine"
    (out / "tables").unlink()
    (out / "report.md").unlink(missing_ok=True)
    (out / "report.md").mkdir()
    (out / "report.md" / "mine").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"holds report\.md"):
        write()
    assert "report.md/mine" in listed(out)
    assert "tables/t/x.csv" not in listed(out)


def full_disk(monkeypatch, after):
    """Let a number of files be written before there is no space left."""
    write_bytes, left = Path.write_bytes, [after]

    def refuse(path, content):
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] -= 1
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_nothing_behind(write, monkeypatch, tmp_path, after):
    full_disk(monkeypatch, after)
    with pytest.raises(OutputError, match=r"cannot write to .*out: No space left on device"):
        write()
    assert listed(tmp_path) == []
    assert not list(tmp_path.glob("place/.*"))


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_the_earlier_report_as_it_was(write, maker, monkeypatch, after):
    out = write()
    maker.files = {"report.md": b"# second\n", "new.txt": b"new"}
    with monkeypatch.context() as patched:
        full_disk(patched, after)
        with pytest.raises(OutputError, match="No space left"):
            write()
    assert listed(out.parent) == [f"out/{name}" for name in WRITTEN]
    assert (out / "report.md").read_bytes() == b"# as made\n"


def test_the_manifest_is_moved_in_last(write, monkeypatch):
    moved, move = [], shutil.move
    monkeypatch.setattr(
        shutil, "move", lambda one, two: moved.append(Path(two).name) or move(one, two)
    )
    write()
    assert sorted(moved) == ["manifest.json", "report.md", "x.csv"]
    assert moved[-1] == "manifest.json"
