"""The modules that make the site, which are no package."""

import importlib
import sys
from pathlib import Path

import pytest

MAKING = Path(__file__).parents[2] / "docs" / "making"


@pytest.fixture
def making(monkeypatch):
    """Return a function that imports a module of docs/making by its name, and forgets it after."""
    monkeypatch.syspath_prepend(str(MAKING))
    yield importlib.import_module
    for path in MAKING.glob("*.py"):
        sys.modules.pop(path.stem, None)
