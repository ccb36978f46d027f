"""Run what the pages show and say how they should read.

``python docs/making/pages.py`` writes the outputs shown in the pages anew;
``tests/docs/test_pages.py`` holds that nothing would change. In a page

- a block ``console`` holds commands behind ``$`` with, if shown, what they print: standard output
  and messages as a terminal mixes them, ``...`` for lines left out. A command that fails is
  followed by ``echo $?``, which shows its exit code;
- ``cat FILE`` makes the file if it is not there, as the reader does who follows the page;
- a block ``python`` is run in one interpreter per page; a block ``output`` behind it is what it
  prints.

All blocks of a page share one folder, which begins empty.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["ELSEWHERE", "GIVEN", "blocks", "page_as_it_should_read", "pages"]

DOCS = Path(__file__).parents[1]
ELSEWHERE = ("cluster.md",)
"""Pages whose scripts start processes; tests/robustness/test_cluster.py runs them."""


def _checkout(folder: Path) -> None:
    (folder / "balance" / "scenarios").mkdir(parents=True)


def _published(folder: Path) -> None:
    sys.path.insert(0, str(DOCS.parent / "tests"))
    import handmade_files
    import handmade_workbooks

    handmade_files.nmc(folder / "NMC-60-abridged.csv")
    handmade_workbooks.sipri(
        folder / "SIPRI-Milex-data-1949-2024_2.xlsx",
        sheets=("constant", "current", "footnotes"),
        cells={"Germany": ("", 1, 2, 3, 4), "Russia": ("", 1, 1, 1, 2)},
    )


GIVEN: Mapping[str, Callable[[Path], None]] = {
    "how-to/add-a-scenario.md": _checkout,
    "importing.md": _published,
}
"""What the reader of a page is taken to have in the folder."""

_FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"((?:[^\n]*\\\n)*[^\n]*\n)(.*)", re.DOTALL)
"""A command, on as many lines as end with a backslash, and what is shown of its output."""
_SHELL = set("|<>&;*`$~")
"""Signs that a shell has to see to; all other commands run in this process."""


_PATIENT = "from balance.cli import app, output; output._PATIENCE = float('inf'); app.main()"
"""The command, without words about progress: they depend on how fast a machine is."""


class PageFault(AssertionError):
    """A block of a page does not do what the page says."""


@dataclass
class _Session:
    """What goes on from block to block of a page."""

    folder: Path
    code: int = 0
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "__main__"})


def pages() -> tuple[Path, ...]:
    """Return the pages, in the order of their names."""
    return tuple(sorted(DOCS.rglob("*.md")))


def blocks(text: str, kind: str) -> tuple[str, ...]:
    """Return what stands in the blocks of one kind."""
    return tuple(body for name, body in _FENCE.findall(text) if name == kind)


def page_as_it_should_read(text: str, given: Callable[[Path], None] | None = None) -> str:
    """Return the text of a page with the outputs of its blocks as they are now.

    Parameters
    ----------
    text
        The page.
    given
        Puts into the folder what the reader is taken to have.

    Raises
    ------
    PageFault
        If a command fails without its exit code being shown, or a Python block fails.
    """
    with tempfile.TemporaryDirectory() as place, _quiet(), contextlib.chdir(place):
        session = _Session(Path(place))
        if given is not None:
            given(session.folder)
        parts, end, printed = [], 0, ""
        for match in _FENCE.finditer(text):
            parts.append(text[end : match.start(2)])
            end = match.end(2)
            body = match[2]
            if match[1] == "console":
                body = _console(body, session)
            elif match[1] == "python":
                printed = _python(body, session)
            elif match[1] == "output":
                body = _as_shown(body, printed)
            parts.append(body)
        return "".join([*parts, text[end:]])


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep out words about progress."""
    from balance.cli import output

    patience, output._PATIENCE = output._PATIENCE, float("inf")
    try:
        yield
    finally:
        output._PATIENCE = patience


def _console(body: str, session: _Session) -> str:
    """Run the commands of a block; return it with what they print now."""
    told = []
    bare = not re.search(r"^\$ ", body, re.MULTILINE)
    parts = body.splitlines(keepends=True) if bare else re.split(r"^(?=\$ )", body, flags=re.M)
    for part in parts:
        if not part.strip():
            continue
        asked, shown = _COMMAND.fullmatch(part).groups()
        command = re.sub(r"\\\n\s*", " ", asked.removeprefix("$ ")).strip()
        if session.code and command != "echo $?":
            raise PageFault(f"exit code {session.code} is not shown before: {command}")
        printed = _run(command, shown, session)
        told += [asked, _as_shown(shown, printed) if shown else ""]
    if session.code:
        raise PageFault(f"exit code {session.code} of: {command}\n{printed}")
    return "".join(told)


def _run(command: str, shown: str, session: _Session) -> str:
    """Run one command; return what it prints."""
    if command == "echo $?":
        code, session.code = session.code, 0
        return f"{code}\n"
    words = shlex.split(command)
    if words[0] == "cat" and len(words) == 2:
        path = session.folder / words[1]
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        return path.read_text(encoding="utf-8")
    if words[0] == "balance" and not _SHELL & set(re.sub(r"'[^']*'|\"[^\"$]*\"", "", command)):
        return _balance(words[1:], session)
    return _shell(command, session)


def _balance(words: list[str], session: _Session) -> str:
    """Run a command of the project in this process."""
    from balance.cli.app import main

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            main(words)
        except SystemExit as left:
            session.code = left.code if isinstance(left.code, int) else int(bool(left.code))
    return printed.getvalue()


def _shell(command: str, session: _Session) -> str:
    """Run a command that needs a shell, with ``balance`` and ``python`` those of this process."""
    with tempfile.TemporaryDirectory() as place:
        for name, words in (("balance", f"-c {shlex.quote(_PATIENT)} "), ("python", "")):
            script = Path(place) / name
            script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words}"$@"\n')
            script.chmod(0o755)
        path = os.pathsep.join([place, os.environ.get("PATH", "")])
        code = os.pathsep.join([str(DOCS.parent), os.environ.get("PYTHONPATH", "")]).strip(":")
        done = subprocess.run(  # noqa: S602 - the project's own pages
            command,
            shell=True,
            cwd=session.folder,
            env={**os.environ, "PATH": path, "PYTHONPATH": code},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            encoding="utf-8",
        )
    session.code = done.returncode
    return done.stdout


def _python(code: str, session: _Session) -> str:
    """Run a block of Python; return what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(code, "<page>", "exec"), session.names)  # noqa: S102
        except Exception as fault:
            raise PageFault(f"{type(fault).__name__}: {fault}, in:\n{code}") from fault
    return printed.getvalue()


def _as_shown(shown: str, printed: str) -> str:
    """Return what is printed, with as many lines left out as the page leaves out."""
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    wanted = shown.rstrip("\n").splitlines()
    if "..." in wanted:
        first = wanted.index("...")
        last = len(wanted) - first - 1
        lines = [*lines[:first], "...", *lines[len(lines) - last :]]
    blank = "\n" if shown.endswith("\n\n") else ""
    return "".join(f"{line}\n" for line in lines) + blank


def _main() -> None:
    os.environ.setdefault("MPLBACKEND", "agg")
    for page in pages():
        name = page.relative_to(DOCS).as_posix()
        if name in ELSEWHERE or (sys.argv[1:] and name not in sys.argv[1:]):
            continue
        text = page.read_text(encoding="utf-8")
        try:
            as_now = page_as_it_should_read(text, GIVEN.get(name))
        except PageFault as fault:
            print(f"{name}: {fault}")
            continue
        if as_now != text:
            page.write_text(as_now, encoding="utf-8")
            print(f"{name}: written anew")


if __name__ == "__main__":
    _main()
