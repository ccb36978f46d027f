"""What the pages show is what happens: commands, their outputs, exit codes, Python."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def making(name):
    """Return a module of docs/making, which is no package."""
    spec = importlib.util.spec_from_file_location(f"making_{name}", DOCS / "making" / f"{name}.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


book = making("pages")
NAMES = [page.relative_to(DOCS).as_posix() for page in book.pages()]


@pytest.fixture(autouse=True)
def no_windows(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in book.ELSEWHERE])
def test_a_page_reads_as_it_runs(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    now = book.page_as_it_should_read(text, book.GIVEN.get(name))
    assert now == text, "write anew with: make pages"


def test_pages_left_out_are_run_elsewhere():
    test = (ROOT / "tests" / "robustness" / "test_cluster.py").read_text(encoding="utf-8")
    assert set(book.ELSEWHERE) <= set(NAMES)
    assert all(f'"{name}"' in test for name in book.ELSEWHERE)


def test_commands_stand_in_no_other_kind_of_block():
    """A block that no test runs holds no command of ours, except those that install."""
    for page in book.pages():
        for kind, body in book._FENCE.findall(page.read_text(encoding="utf-8")):
            if kind not in ("console", "python", "output", "shell"):
                assert not re.search(r"^\s*(\$ )?balance \w+ ", body, re.MULTILINE), (page, body)
            if kind == "shell":
                for line in body.splitlines():
                    assert line.startswith(("make ", "pip install ", "python3")), (page, line)


def test_make_targets_that_the_pages_name_are_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in book.pages():
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (page, target)


def run(text):
    return book.page_as_it_should_read(text)


def test_a_wrong_output_is_seen_and_mended():
    page = "```console\n$ balance compare LTU EST --indicator submarines --format csv\nwrong\n```\n"
    assert "LTU" not in page.splitlines()[2]
    mended = run(page)
    assert mended.splitlines()[2].startswith("indicator,")
    assert run(mended) == mended


def test_files_shown_are_made_and_later_shown_as_they_are():
    page = "```console\n$ cat a/b.txt\none\n$ wc -l < a/b.txt\n9\n$ cat a/b.txt\ntwo\n```\n"
    assert run(page).splitlines()[1:-1] == [
        "$ cat a/b.txt", "one", "$ wc -l < a/b.txt", "1", "$ cat a/b.txt", "one",
    ]  # fmt: skip


def test_a_failure_must_be_shown():
    failing = "```console\n$ balance compare NATO XYZ\n```\n"
    with pytest.raises(book.PageFault, match="exit code 2"):
        run(failing)
    shown = "```console\n$ balance compare NATO XYZ\n$ echo $?\n7\n```\n"
    assert run(shown).splitlines()[3] == "2"
    with pytest.raises(book.PageFault, match="NameError"):
        run("```python\nnothing_of_this_name\n```\n")


def test_python_goes_on_from_block_to_block():
    page = "```python\na = 2\n```\n\n```python\nprint(a + 1)\n```\n\n```output\n9\n```\n"
    assert "```output\n3\n```" in run(page)
