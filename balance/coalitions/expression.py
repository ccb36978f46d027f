"""The safe little language: text is parsed with a grammar and never evaluated.

``NATO - USA - CAN``, ``NATO - {USA, CAN} + UKR``, ``(NATO & EU) + GBR``. Python's own parser
builds the tree; every node must be on a whitelist; the tree is then walked by this module.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Collection
from dataclasses import replace

from balance.coalitions.coalition import Coalition, named
from balance.errors import ExpressionError

__all__ = ["LONGEST", "parse_coalition", "parse_tree"]

LONGEST = 1_000
"""The most characters of an expression."""

_COALITION_NODES = (ast.BinOp, ast.Add, ast.Sub, ast.BitAnd, ast.Name, ast.Load, ast.Set)


def parse_tree(text: str, allowed: Collection[type[ast.AST]], what: str) -> ast.expr:
    """Return the tree of a text in which every node is on a whitelist.

    Parameters
    ----------
    text
        What a user or a table wrote.
    allowed
        Node classes of the language.
    what
        What the text is, for the message: ``coalition``, ``formula``.

    Raises
    ------
    ExpressionError
        If the text is too long, not ASCII, not well formed, too deeply nested, or holds
        anything that is not in the language. The message names the position.

    Examples
    --------
    >>> parse_tree("NATO", (ast.Name, ast.Load), "coalition").id
    'NATO'
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"the {what} is {len(text)} characters long; at most {LONGEST}")
    if not text.strip():
        raise ExpressionError(f"the {what} is empty")
    strange = [i for i, c in enumerate(text) if not (c.isascii() and c.isprintable()) or c == "#"]
    if strange:  # among them the sign # that would hide the rest of the line
        place = strange[0]
        raise ExpressionError(
            f"cannot read the {what} {text!r}: character {place + 1} is not in it"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval")
        for node in ast.walk(tree.body):
            if not isinstance(node, tuple(allowed)):
                place = getattr(node, "col_offset", 0)
                raise ExpressionError(
                    f"cannot read the {what} {text!r}: {_describe(node)} at position "
                    f"{place + 1} is not in the language"
                )
    except SyntaxError as fault:
        raise ExpressionError(
            f"cannot read the {what} {text!r}: {fault.msg} at position {fault.offset}"
        ) from None
    except (MemoryError, RecursionError, ValueError) as fault:
        if isinstance(fault, ExpressionError):
            raise
        raise ExpressionError(f"cannot read the {what}: it is nested too deeply") from None
    return tree.body


def _describe(node: ast.AST) -> str:
    names: dict[type[ast.AST], str] = {
        ast.Call: "a call",
        ast.Attribute: "an attribute",
        ast.Lambda: "a lambda",
        ast.Constant: "a constant",
        ast.Subscript: "an index",
        ast.BitOr: "the sign |",
        ast.Mult: "the sign *",
        ast.Div: "the sign /",
        ast.BoolOp: "a logical operator",
        ast.Compare: "a comparison",
        ast.UnaryOp: "a sign in front of a name",
    }
    return names.get(type(node), f"a {type(node).__name__}")


def parse_coalition(text: str, resolve: Callable[[str], Coalition]) -> Coalition:
    """Return the coalition that an expression names.

    Parameters
    ----------
    text
        Names of states and groups, ``+``, ``-``, ``&``, round brackets, and sets of states
        in braces.
    resolve
        Returns the coalition of one name on the date in question.

    Raises
    ------
    ExpressionError
        If the text is not in the language, or ``&`` meets ``+`` or ``-`` without brackets.
    UnknownName, NotAMember
        As the names and the set operations say.
    """
    stripped = text.strip()
    tree = parse_tree(stripped, _COALITION_NODES, "coalition")
    try:
        return _walk(tree, stripped, resolve)
    except RecursionError:
        raise ExpressionError("cannot read the coalition: it is nested too deeply") from None


def _walk(node: ast.expr, text: str, resolve: Callable[[str], Coalition]) -> Coalition:
    if isinstance(node, ast.Name):
        return resolve(node.id)
    if isinstance(node, ast.Set):
        return _walk_set(node, text, resolve)
    assert isinstance(node, ast.BinOp)  # nothing else is on the whitelist
    if isinstance(node.op, ast.BitAnd):
        _require_brackets(node, text)
        return _walk(node.left, text, resolve) & _walk(node.right, text, resolve)
    left = _walk(node.left, text, resolve)
    right = _walk(node.right, text, resolve)
    return left - right if isinstance(node.op, ast.Sub) else left + right


def _walk_set(node: ast.Set, text: str, resolve: Callable[[str], Coalition]) -> Coalition:
    whole: Coalition | None = None
    for element in node.elts:
        if not isinstance(element, ast.Name):
            raise ExpressionError(
                f"cannot read the coalition {text!r}: braces hold names of states only, "
                f"at position {element.col_offset + 1}"
            )
        state = resolve(element.id)
        if not state.is_states:
            raise ExpressionError(
                f"cannot read the coalition {text!r}: {element.id} is a group; braces hold "
                "states only"
            )
        whole = state if whole is None else whole + state
    assert whole is not None  # braces without names are a dictionary, which is not allowed
    return replace(whole, label=named(whole.members))


def _require_brackets(node: ast.BinOp, text: str) -> None:
    for side in (node.left, node.right):
        if isinstance(side, ast.BinOp) and not isinstance(side.op, ast.BitAnd):
            before = text[: side.col_offset].rstrip()
            after = text[side.end_col_offset or len(text) :].lstrip()
            if not (before.endswith("(") and after.startswith(")")):
                raise ExpressionError(
                    f"{text!r} can be read in two ways: put brackets around "
                    f"{text[side.col_offset : side.end_col_offset]!r} where & meets + or -"
                )
