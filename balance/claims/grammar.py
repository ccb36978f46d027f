"""The grammar of tests: which trees there are, and how names are put in."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from balance.claims.numbers import Operator
from balance.coalitions.expression import parse_tree

__all__ = ["OPERATORS", "SIGNS", "Names", "bound", "parse_test"]

_NODES = (
    *(ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.Compare),
    *(ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitAnd),
    *(ast.Call, ast.keyword, ast.Name, ast.Load, ast.Store, ast.Constant, ast.Set, ast.List),
    *(ast.GeneratorExp, ast.comprehension),
)
OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
Names = Mapping[str, str]
"""What the names bound by ``for x in ...`` stand for."""


def parse_test(text: str) -> ast.expr:
    """Return the tree of a test in which every node is in the language.

    Raises
    ------
    ExpressionError
        With the position, if the text is too long, nested too deeply, not well formed, or
        holds anything else: attributes, indices, lambdas, text where none belongs.

    Examples
    --------
    >>> parse_test("members(NATO) == 31").__class__.__name__
    'Compare'
    """
    return parse_tree(text, _NODES, "test")


class _Binder(ast.NodeTransformer):
    """Puts what a name stands for in its place."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)


def bound(node: ast.expr, names: Names) -> ast.expr:
    """Return a part of a test with what bound names stand for in their place."""
    if not names:
        return node
    copy = ast.parse(ast.unparse(node), mode="eval").body
    put_in: ast.expr = _Binder(names).visit(copy)
    return put_in
