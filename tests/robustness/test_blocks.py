"""Blocks of work: the same result on every executor, and when an executor fails."""

import os
import threading
import warnings
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures import ThreadPoolExecutor as Threads
from functools import partial

import pytest

from balance.errors import ExecutorWarning, ParameterError
from balance.robustness.blocks import OUTSTANDING, run_blocks


def square(number):
    return number * number


def die_elsewhere(home, number):
    """End the process in which it runs, unless that is the one that asked."""
    if number == 3 and os.getpid() != home:
        os._exit(1)
    return number * number


def refuse(number):
    raise ParameterError(f"not {number}")


class Slow(Executor):
    """Finish nothing until it is asked for, and count how much is out at a time."""

    def __init__(self):
        self.out = self.most = 0

    def submit(self, work, block):
        self.out += 1
        self.most = max(self.most, self.out)
        outer = self

        class Later(Future):
            def result(self):
                outer.out -= 1
                return work(block)

        return Later()


class Failing(Executor):
    """Fail in a given way at the third block."""

    def __init__(self, how):
        self.how, self.asked = how, 0

    def submit(self, work, block):
        self.asked += 1
        future = Future()
        if self.asked < 3:
            future.set_result(work(block))
        elif self.how == "closed":
            raise RuntimeError("cannot schedule new futures after shutdown")
        elif self.how == "cancelled":
            future.cancel()
        else:
            future.set_exception(self.how)
        return future


def asyncio_cancelled():
    import asyncio

    return asyncio.CancelledError("lost")


@pytest.mark.parametrize(
    "how",
    ["closed", "cancelled", OSError("connection closed"), CancelledError(), asyncio_cancelled()],
    ids=["closed", "cancelled", "connection", "cancelled error", "asyncio's"],
)
def test_what_an_executor_loses_is_finished_here(how):
    failing = Failing(how)
    with pytest.warns(ExecutorWarning, match="did not finish 5 of 7 blocks"):
        found = run_blocks(square, range(7), failing)
    assert found == [0, 1, 4, 9, 16, 25, 36]


def test_a_single_block_that_is_lost_is_put_back_in_its_place():
    class Losing(Failing):
        def submit(self, work, block):
            future = super().submit(work, block)
            self.how = "cancelled" if self.asked == 2 else OSError("lost")
            if self.asked > 3:
                future = Future()
                future.set_result(work(block))
            return future

    with pytest.warns(ExecutorWarning, match="did not finish 1 of 6 blocks"):
        assert run_blocks(square, range(6), Losing("none")) == [0, 1, 4, 9, 16, 25]


def test_a_pool_whose_process_dies_is_replaced_by_this_one():
    with (
        ProcessPoolExecutor(1) as pool,
        pytest.warns(ExecutorWarning, match="BrokenProcessPool"),
    ):
        assert run_blocks(partial(die_elsewhere, os.getpid()), range(6), pool) == [
            *(n * n for n in range(6))
        ]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_order_is_that_of_the_blocks(workers):
    gate = threading.Event()

    def late_first(number):
        if number == 0 and workers > 1:
            gate.wait(5)
        if number == 4:
            gate.set()
        return number

    with Threads(workers) as pool, warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run_blocks(late_first, range(9), pool) == list(range(9))


def test_what_the_work_refuses_is_passed_on_and_the_rest_not_done():
    with Threads(1) as pool, pytest.raises(ParameterError, match="not 0"):
        run_blocks(refuse, range(100), pool)
    with pytest.raises(ParameterError, match="not 0"):
        run_blocks(refuse, range(100))


def test_a_fault_of_the_work_shows_itself_here():
    with (
        Threads(1) as pool,
        pytest.warns(ExecutorWarning, match="ZeroDivisionError"),
        pytest.raises(ZeroDivisionError),
    ):
        run_blocks(partial(divmod, 1), [1, 0], pool)


def test_only_so_many_blocks_are_out_at_a_time():
    slow = Slow()
    assert run_blocks(square, range(200), slow) == [n * n for n in range(200)]
    assert slow.most == OUTSTANDING


def test_nothing_to_do():
    assert run_blocks(square, [], Slow()) == []


def test_what_cannot_be_handed_work_is_no_executor():
    with pytest.raises(ParameterError, match="has a method submit"):
        run_blocks(abs, [-1], 5)
