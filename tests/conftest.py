"""Tiny hand-made tables, and the bundled ones."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from handmade import dataset
from hostile import LONG
from hypothesis import settings

import balance
from balance.cli import app
from balance.tables.dataset import Dataset

# The libraries stay until the end: to look for their waste all the time costs a seventh more.
gc.freeze()
gc.set_threshold(100_000, 50, 50)

# No test depends on a clock, on however slow a machine, and each run draws the same examples;
# a long run draws new ones.
settings.register_profile("settled", settings(deadline=None, derandomize=not LONG))
settings.load_profile("settled")


@pytest.fixture
def tiny() -> Callable[..., Dataset]:
    """Return a maker of data sets from figures and known zeros."""

    return dataset


@pytest.fixture(scope="session")
def data() -> Dataset:
    """Return the bundled tables."""
    return balance.load()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return what runs a command: its exit code, standard output and standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            app.main(words)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return int(caught.value.code or 0), captured.out, captured.err

    return call
