"""What the generated pages share: tables, lists and marks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["anchor", "cell", "code", "facts", "linked", "table"]


def cell(text: object) -> str:
    """Return a text that cannot break a table or be taken for markup."""
    plain = " ".join(str(text).split())
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", plain)


def code(text: object) -> str:
    """Return a text as code, for a table."""
    plain = " ".join(str(text).split())
    return f"`{plain}`".replace("|", "\\|") if plain else ""


def linked(text: str, address: str) -> str:
    """Return a link, or the bare text where there is no address."""
    return f"[{text}](<{address}>)" if address else text


def anchor(name: str) -> str:
    """Return the mark of a heading that links lead to."""
    return f"{{ #{name} }}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of Markdown; cells are Markdown already."""
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return what is known of a thing, a line each; what is empty is left out."""
    return "".join(f"- **{name}**: {text}\n" for name, text in pairs if text)
