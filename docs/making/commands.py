"""The page of the command line, made from the help of the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from words import anchor, cell, code, table

__all__ = ["command_page"]


def command_page() -> str:
    """Return the page: every command with its help."""
    found = tuple(_commands(("balance",)))
    rows = [
        (f"[{code(' '.join(words))}](#{'-'.join(words)})", cell(_does(text)))
        for words, text in found
    ]
    parts = [
        f"## {code(' '.join(words))} {anchor('-'.join(words))}\n\n```text\n{text}```\n"
        for words, text in found
    ]
    return "\n".join([
        "# Command line\n",
        "`python -m balance` is the same as `balance`. Tables go to standard output in the form "
        "that `--format` names, all else to standard error. The exit code is 0 if all is well, 1 "
        "if a file must be mended, 2 if the command must.\n",
        table(["Command", "Does"], rows),
        *parts,
    ])  # fmt: skip


def _commands(words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the commands below one, each with its help."""
    text = _help(words)
    _, sign, below = text.partition("\nCommands:\n")
    if not sign:
        yield words, text
        return
    for name in re.findall(r"^  ([a-z-]+)\b", below, re.MULTILINE):
        yield from _commands((*words, name))


def _help(words: tuple[str, ...]) -> str:
    """Return what a command says of itself."""
    from typer.testing import CliRunner

    from balance.cli.app import app

    done = CliRunner().invoke(app, [*words[1:], "--help"], prog_name="balance")
    if done.exit_code:
        raise ValueError(f"{' '.join(words)} --help ends with {done.exit_code}: {done.output}")
    return done.output


def _does(text: str) -> str:
    """Return the first paragraph below the usage."""
    return " ".join(text.split("\n\n")[1].split())
