"""Processes that share the work of a command."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from balance.errors import ParameterError

__all__ = ["shared_by"]


@contextmanager
def shared_by(workers: int) -> Iterator[Executor | None]:
    """Give an executor of so many processes; none where one process works alone."""
    if workers < 1:
        raise ParameterError(f"workers must be 1 or more; found {workers}")
    if workers == 1:
        yield None
        return
    # A process of its own kind everywhere: copies of a running one are not safe on all systems.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield pool
