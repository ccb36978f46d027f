"""More than one machine: the commands of docs/cluster.md, and a worker that is killed."""

import logging
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from balance.errors import ExecutorWarning
from balance.robustness import simulation
from balance.robustness.simulation.draws import BLOCK

PAGE = Path(__file__).parents[2] / "docs" / "cluster.md"
SCRIPTS = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
COMMANDS = re.findall(r"```console\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


class Meddling(Executor):
    """Hands blocks on, and does something once when the sixth is out."""

    def __init__(self, executor, act):
        self.executor, self.act, self.out = executor, act, 0

    def submit(self, work, block):
        future = self.executor.submit(work, block)
        self.out += 1
        if self.out == 6:
            self.act()
        return future


def asked(data, **more):
    return simulation(
        "NATO - USA - CAN",
        "RUS",
        data=data,
        indicators=["combat_aircraft", "active_personnel"],
        error_model={"all": (0.8, 1, 1.2)},
        draws=10 * BLOCK,
        chunk=1,
        **more,
    ).table


# A worker that is killed leaves sockets open; only warnings about those are silenced.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_cluster_of_processes_with_one_killed_on_the_way(data):
    from dask.distributed import Client, LocalCluster

    alone = asked(data)
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        known = set(client.run(os.getpid).values())
        assert len(known | {os.getpid()}) == 3
        victim = min(known)
        killing = Meddling(client.get_executor(pure=False), lambda: os.kill(victim, signal.SIGKILL))
        pd.testing.assert_frame_equal(asked(data, executor=killing), alone, check_exact=True)
        assert killing.out == 10
        assert victim not in client.run(os.getpid).values()
        # Then the whole cluster is lost on the way: the rest is done here.
        closing = Meddling(client.get_executor(pure=False), client.close)
        with pytest.warns(ExecutorWarning, match="finished in this process"):
            found = asked(data, executor=closing)
        pd.testing.assert_frame_equal(found, alone, check_exact=True)


def test_the_scripts_of_the_page_print_what_one_process_prints(tmp_path):
    alone = simulation(
        "NATO - USA - CAN",
        "RUS",
        indicators=["submarines"],
        error_model={"all": (0.8, 1, 1.2)},
        draws=100_000,
    )
    wanted = str(alone.table[["ratio_5", "ratio_50", "ratio_95"]]).strip()
    scripts = [tmp_path / f"script_{number}.py" for number in range(2)]
    for script, text in zip(scripts, SCRIPTS, strict=True):
        script.write_text(text, "utf-8")
    with ThreadPoolExecutor(2) as side_by_side:
        for done in side_by_side.map(ran, scripts):
            assert done.returncode == 0, done.stderr
            assert done.stdout.strip() == wanted


def test_the_command_of_the_page_runs():
    (command,) = COMMANDS
    words = re.findall(r'"([^"]*)"|(\S+)', command)
    name, *rest = ["".join(word) for word in words]
    assert name == "balance"
    done = ran("-m", "balance", *rest)
    assert done.returncode == 0, done.stderr
    assert "Submarines" in done.stdout
    assert "100,000 draws with the error model 'given'" in done.stderr


def ran(*words):
    # Wherever the package stands, the processes find the same one.
    environment = {**os.environ, "PYTHONPATH": str(PAGE.parents[1])}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
    )
