"""Work in fixed blocks, in this process or on any executor, with the same result."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

from balance.errors import BalanceError, ExecutorWarning, ParameterError

__all__ = ["OUTSTANDING", "run_blocks"]

B = TypeVar("B")
T = TypeVar("T")

OUTSTANDING = 32
"""The most blocks that are handed out and not yet taken back."""


def run_blocks(
    work: Callable[[B], T], blocks: Sequence[B], executor: Executor | None = None
) -> list[T]:
    """Return what some work makes of each block, in the order of the blocks.

    Parameters
    ----------
    work
        A pure function of one block. For another process it must be possible to pickle it: a
        function of a module, or a ``functools.partial`` of one.
    blocks
        What is worked on. They must not depend on the number of workers; then no result does.
    executor
        Any :class:`concurrent.futures.Executor`, of which only ``submit`` is used; None works
        in this process.

    Returns
    -------
    list
        One result per block, in the order of the blocks whoever was first to finish.

    Raises
    ------
    ParameterError
        If the executor has no ``submit``.
    BalanceError
        What the work raises on purpose.

    Warns
    -----
    ExecutorWarning
        If the executor fails: its processes die, its cluster loses a block, it is shut down.
        The missing blocks are then finished in this process. So are those that fail by a
        fault of the work itself, which shows itself there with its own traceback.

    Notes
    -----
    There is no scheduler here and no waiting with a limit: a cluster that waits for new
    workers is waited for.

    Examples
    --------
    >>> run_blocks(abs, [-1, 2, -3])
    [1, 2, 3]
    """
    if executor is None:
        return [work(block) for block in blocks]
    if not callable(getattr(executor, "submit", None)):
        raise ParameterError(
            f"an executor has a method submit, as those of concurrent.futures; found {executor!r}"
        )
    done: dict[int, T] = {}
    waiting: deque[tuple[int, Future[T]]] = deque()
    fault: BaseException | None = None
    try:
        for place, block in enumerate(blocks):
            if fault is None:
                fault = _submit(executor, work, place, block, waiting)
            if len(waiting) == OUTSTANDING:
                fault = _take(waiting, done) or fault
        while waiting:
            fault = _take(waiting, done) or fault
    finally:
        for _, future in waiting:  # something was raised on purpose, or the user stops
            future.cancel()
    missing = [place for place in range(len(blocks)) if place not in done]
    if missing:
        warnings.warn(
            f"the executor did not finish {len(missing)} of {len(blocks)} blocks "
            f"({type(fault).__name__}: {fault}); they are finished in this process, which "
            "takes longer and changes no number",
            ExecutorWarning,
            stacklevel=2,
        )
    for place in missing:
        done[place] = work(blocks[place])
    return [done[place] for place in range(len(blocks))]


def _submit(
    executor: Executor,
    work: Callable[[B], T],
    place: int,
    block: B,
    waiting: deque[tuple[int, Future[T]]],
) -> BaseException | None:
    """Hand out one block; return why that was not possible."""
    try:
        waiting.append((place, executor.submit(work, block)))
    except Exception as fault:  # broken, shut down or closed: each executor has its own
        return fault
    return None


def _take(waiting: deque[tuple[int, Future[T]]], done: dict[int, T]) -> BaseException | None:
    """Take back the block that was handed out first; return why it is lost."""
    place, future = waiting.popleft()
    try:
        done[place] = future.result()
    except (BalanceError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # a cancelled task of asyncio is not an Exception
        return fault
    return None
