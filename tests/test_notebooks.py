"""The notebooks run from a clean kernel and print what is stored in them."""

import importlib.util
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("notebooks_run", ROOT / "notebooks" / "run.py")
runner = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(runner)


def test_all_six_are_there():
    assert [path.name[:2] for path in runner.notebooks()] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_it_prints_what_is_stored(path):
    stored = nbformat.read(path, as_version=4)
    assert runner.texts(runner.run(path)) == runner.texts(stored)


@pytest.mark.parametrize("path", runner.notebooks(), ids=lambda path: path.stem)
def test_each_asks_a_question_and_ends_with_a_caveat(path):
    words = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    assert any("**Question.**" in text for text in words)
    assert any("**Caveat.**" in text for text in words)
    # What a browser shows has outputs, and nothing of the machine that made them.
    text = path.read_text(encoding="utf-8")
    assert '"outputs": [' in text
    assert "Traceback" not in text
    assert "tmp/" not in text  # nor the place it ran in
