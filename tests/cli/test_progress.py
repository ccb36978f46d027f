"""What takes longer than a second says so, on standard error only. No clock but a made one."""

from types import SimpleNamespace

import pytest

from balance.cli import output
from balance.cli.output import progress


@pytest.fixture
def clock(monkeypatch):
    """Seconds that stand still until they are set."""
    now = SimpleNamespace(seconds=100.0)
    monkeypatch.setattr(output, "time", SimpleNamespace(monotonic=lambda: now.seconds))
    return now


def test_a_step_is_told_once_more_than_a_second_has_gone(clock, capsys):
    with progress() as step:
        for after, words in ((0.0, "first"), (1.0, "second"), (1.01, "third"), (60.0, "fourth")):
            clock.seconds = 100 + after
            step(words)
    assert capsys.readouterr() == ("", "third ...\nfourth ...\n")


def test_a_report_tells_its_steps_on_standard_error_only(monkeypatch, run, tmp_path):
    def call(folder, patience):
        monkeypatch.setattr(output, "_PATIENCE", patience)
        words = ("report", "nato_vs_russia", "-o", str(tmp_path / folder), "--as", "md")
        return run(*words)

    code, out, err = call("slow", patience=-1.0)
    assert (code, out) == (0, f"{tmp_path / 'slow' / 'manifest.json'}\n")
    told = err.splitlines()
    assert told[0] == "loading tables ..."
    assert "comparing and drawing: nato_vs_russia ..." in told
    assert told[-1] == "saving ..."
    assert all(line.endswith(" ...") for line in told)
    code, out, err = call("quick", patience=1e9)
    assert (code, out, err) == (0, f"{tmp_path / 'quick' / 'manifest.json'}\n", "")
