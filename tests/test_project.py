"""The project as a whole: the wheel, the README, imports and what must not be in it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def python(*words, cwd, **environment):
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTEST_CURRENT_TEST")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_the_wheel_carries_its_tables(tmp_path):
    """Build it, install it elsewhere without dependencies, load the data from there."""
    source = tmp_path / "source"
    keep = ("balance", "datasets", "pyproject.toml", "README.md", "LICENSE")
    source.mkdir()
    for name in keep:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    built = python(
        "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"), cwd=source
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "dist").glob("military_balance-*.whl")
    place = tmp_path / "place"
    done = python(
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(place),
        str(wheel),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    code = (
        "import balance, sys; data = balance.load(); "
        "assert balance.__file__.startswith(sys.argv[1]), balance.__file__; "
        "from balance.tables.loading import bundled_folder; "
        "assert str(bundled_folder()).startswith(sys.argv[1]); "
        "assert len(balance.cite(methods=['banzhaf-1965'])) == 2; "
        "from balance.skeletons.scenarios import _template; assert _template('scenario.txt'); "
        "print(len(data.figures), balance.compare('BALTIC', 'RUS').table.shape)"
    )
    done = python("-c", code, str(place), cwd=tmp_path, PYTHONPATH=str(place))
    assert done.returncode == 0, done.stderr
    import balance

    assert done.stdout.split()[0] == str(len(balance.load().figures))


def test_the_python_of_the_readme_runs():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert code.strip().count("\n") <= 10
    done = python("-W", "error", "-c", code, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "submarines" in done.stdout


def test_the_commands_of_the_readme_run(tmp_path, monkeypatch, run):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    (own,) = [block for block in blocks if "mine/sources.csv" in block]
    (tmp_path / "mine" / "figures").mkdir(parents=True)
    for name, content in re.findall(r"\$ cat (\S+)\n(.*?)(?=\n\$)", own, re.DOTALL):
        (tmp_path / name).write_text(content + "\n", encoding="utf-8")
    commands = [
        line.removeprefix("$ ")
        for block in blocks
        for line in block.splitlines()
        if line.removeprefix("$ ").startswith("balance ")
    ]
    assert len(commands) >= 8
    monkeypatch.chdir(tmp_path)
    for command in commands:
        code, out, err = run(*shlex.split(command)[1:])
        assert code == 0, (command, err)
    assert "mine-2025" in out


def test_the_picture_of_the_readme_is_the_chart_as_it_is_drawn_now(data):
    from balance.charts import chart_figure
    from balance.charts.style import save
    from balance.scenarios import nato_without_us_and_canada

    pinned = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    )
    if version("matplotlib") != pinned["matplotlib"]:
        pytest.skip("drawn with another matplotlib")
    drawn = save(chart_figure(nato_without_us_and_canada(data), "ratios"), "svg")
    assert (ROOT / "docs" / "nato-without-us-and-canada-ratios.svg").read_bytes() == drawn


def test_importing_loads_no_heavy_library():
    code = (
        "import sys, balance; "
        "print([m for m in ('pandera', 'matplotlib', 'great_tables', 'jinja2', 'typer', 'rich', "
        "'scipy') if m in sys.modules])"
    )
    assert python("-c", code, cwd=ROOT).stdout.strip() == "[]"


def test_pins_are_names_and_versions_only():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9.]+", line), line


def test_modules_fit_one_sitting():
    long = {
        p.name: n
        for p in (ROOT / "balance").rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_figure_is_typed_into_code():
    """Numbers of more than three digits are limits and blocks, scales, or years of layouts."""
    allowed = {2_000, 9_999, 20_000, 50_000}
    found = []
    for path in (ROOT / "balance").rglob("*.py"):
        code = re.sub(r'r?"""(?:.|\n)*?"""|#.*', "", path.read_text(encoding="utf-8"))
        code = re.sub(r'f?"(?:[^"\\\n]|\\.)*"', '""', code)
        for text in re.findall(r"(?<![\w.#])\d[\d_]{3,}", code):
            number = int(text.replace("_", ""))
            scale = number & (number - 1) == 0 or re.fullmatch(r"10+", str(number))
            year = path.parent.name == "importers" and 1800 <= number <= 2100
            if not (scale or year or number in allowed):
                found.append((path.name, text))
    assert found == []
