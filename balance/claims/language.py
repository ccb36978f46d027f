"""The language of claims: a test is parsed with a grammar, walked, and never evaluated.

``active_personnel(FRA) > active_personnel(DEU)``, ``members(NATO) == 31``,
``fits(active_personnel(NATO), stated(active_personnel, NATO))``,
``count(x(NATO - USA - CAN) > x(RUS) for x in [artillery, submarines]) >= 1``,
``all(main_battle_tanks(x) == 0 for x in BALTIC)``, ``rank(FRA, submarines, E3) == 1``.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from balance.claims.grammar import OPERATORS, SIGNS, Names, bound
from balance.claims.numbers import (
    PURE,
    Decision,
    Number,
    Truth,
    arithmetic,
    both,
    compared,
    either,
    negated,
)
from balance.claims.unlike import unlike, unlike_in_kind
from balance.coalitions.coalition import Coalition
from balance.comparison.amounts import Amount, unknown
from balance.comparison.published import figures_of, from_figure
from balance.errors import BalanceError, ExpressionError, suggest
from balance.quantities.dates import parse_day
from balance.tables.dataset import Dataset

__all__ = ["FUNCTIONS", "Leaf", "Walker"]

FUNCTIONS = ("all", "any", "count", "fits", "members", "rank", "stated")
"""Everything else that is called is an indicator."""

_LARGEST = 1e18
"""No number of a test or a table is as large."""


@dataclass(frozen=True)
class Leaf:
    """An indicator of some states, as a test asks for it.

    Attributes
    ----------
    indicator
        What is counted.
    coalition
        Whose; with the day of membership.
    source
        The only source that may speak, or empty.
    as_of
        How the dates of its figures begin, e.g. ``2021``; empty for the latest.
    """

    indicator: str
    coalition: Coalition
    source: str
    as_of: str = ""


@dataclass(frozen=True)
class Walker:
    """Walks the tree of a test.

    Attributes
    ----------
    data
        The tables.
    text
        The test, for messages.
    on
        The day of membership where the test names none.
    source
        The source of the claim: its stated totals.
    look_up
        Returns the amount of a leaf.
    reading
        The rule for hedges of stated totals.
    """

    data: Dataset
    text: str
    on: date
    source: str
    look_up: Callable[[Leaf], Amount]
    reading: str = "step"

    @cached_property
    def _known(self) -> tuple[str, ...]:
        return (*FUNCTIONS, *self.data.indicators["indicator"])

    def _fault(self, node: ast.AST, problem: str, hint: str = "") -> ExpressionError:
        place = getattr(node, "col_offset", 0) + 1
        where = f"{problem} at position {place}" + (f".{hint}" if hint else "")
        return ExpressionError(f"cannot read the test {self.text!r}: {where}")

    def truth(self, node: ast.expr, names: Names) -> Truth:
        """Return whether a part of the test holds."""
        if isinstance(node, ast.BoolOp):
            parts = [self.truth(value, names) for value in node.values]
            return both(parts) if isinstance(node.op, ast.And) else either(parts)
        if isinstance(node, ast.UnaryOp):
            return negated(self.truth(node.operand, names))
        if isinstance(node, ast.Compare):
            return self._comparison(node, names)
        if isinstance(node, ast.Call):
            called = self._called(node, names)
            if called == "fits":
                left, right = self._arguments(node, 2)
                # What is stated is taken at its word: over N is any number from N on.
                literal = replace(self, reading="logical")
                pair = self.number(left, names), literal.number(right, names)
                self._require_unit(node, *pair)
                return _decided(compared(pair[0], "fits", pair[1], unlike(self.data, *pair)))
            if called in ("all", "any"):
                parts = [self.truth(part, bound) for part, bound in self._each(node, names)]
                return both(parts) if called == "all" else either(parts)
        raise self._fault(node, "a number stands where something true or false belongs,")

    def _comparison(self, node: ast.Compare, names: Names) -> Truth:
        numbers = [self.number(each, names) for each in (node.left, *node.comparators)]
        parts = []
        for left, operator, right in zip(numbers, node.ops, numbers[1:], strict=False):
            self._require_unit(node, left, right)
            reason = unlike(self.data, left, right)
            parts.append(_decided(compared(left, OPERATORS[type(operator)], right, reason)))
        return both(parts)

    def number(self, node: ast.expr, names: Names) -> Number:
        """Return the number that a part of the test stands for."""
        text = self._written(node, names)
        if isinstance(node, ast.Constant):
            if isinstance(node.value, bool) or not isinstance(node.value, int | float):
                raise self._fault(node, "a text stands where a number belongs,")
            if not abs(node.value) < _LARGEST:
                raise self._fault(node, "a number is too large,")
            return Number(node.value, node.value, node.value, text)
        if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
            return self._arithmetic(node, names, text)
        if isinstance(node, ast.Call):
            called = self._called(node, names)
            special = {
                "members": self._members,
                "stated": self._stated,
                "count": self._count,
                "rank": self._rank,
            }
            if called in special:
                return replace(special[called](node, names), text=text)
            if called not in FUNCTIONS:
                return replace(self._leaf(called, node, names), text=text)
        raise self._fault(node, "there is no number")

    def _arithmetic(self, node: ast.BinOp, names: Names, text: str) -> Number:
        left, right = self.number(node.left, names), self.number(node.right, names)
        sign = SIGNS[type(node.op)]
        if sign in "+-" and len({left.unit, right.unit} - set(PURE)) > 1:
            raise self._fault(node, f"{left.unit} and {right.unit} are added or taken apart")
        found = arithmetic(sign, left, right, text)
        ends = (left.low, left.high, right.low, right.high)
        if (
            sign != "/"
            and all(map(math.isfinite, ends))
            and abs(found.low) + abs(found.high) > _LARGEST**2
        ):
            raise self._fault(node, "a number is too large")
        reason = left.unlike or right.unlike
        if not reason and sign in "-/":
            reason = unlike_in_kind(self.data, left, right)
        return replace(found, unlike=reason)

    def _written(self, node: ast.expr, names: Names) -> str:
        """Return a part of the test as it is written, with what bound names stand for."""
        if names:
            return ast.unparse(bound(node, names))
        return ast.get_source_segment(self.text.strip(), node) or ""

    def _called(self, node: ast.Call, names: Names) -> str:
        if not isinstance(node.func, ast.Name):
            raise self._fault(node, "only an indicator or a function can be asked for,")
        called = names.get(node.func.id, node.func.id)
        if called not in self._known:
            near = suggest(called, self._known)
            raise self._fault(node, f"there is no indicator or function {called!r}", near)
        return called

    def _arguments(self, node: ast.Call, count: int) -> list[ast.expr]:
        if len(node.args) != count:
            raise self._fault(node, f"{count} arguments are needed, {len(node.args)} are given")
        return node.args

    def _options(self, node: ast.Call, allowed: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for option in node.keywords:
            value = option.value
            if option.arg not in allowed:
                told = ", ".join(allowed) or "none"
                raise self._fault(node, f"there is no option {option.arg!r} (known: {told})")
            if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
                raise self._fault(node, f"the option {option.arg} must be a text in quotes")
            found[option.arg] = value.value
        if len(found) < len(node.keywords):
            raise self._fault(node, "an option is given twice")
        if "source" in found and found["source"] not in self.data.source_rows:
            near = suggest(found["source"], self.data.source_rows)
            raise self._fault(node, f"there is no source {found['source']!r}", near)
        return found

    def _coalition(self, node: ast.expr, names: Names, on: str = "") -> Coalition:
        try:
            day = parse_day(on) if on else self.on
            return self.data.coalition(ast.unparse(bound(node, names)), day)
        except BalanceError as fault:
            raise self._fault(node, f"{fault};") from None

    def _name(self, node: ast.expr, names: Names, what: str) -> str:
        if not isinstance(node, ast.Name):
            raise self._fault(node, f"the name of {what} is needed")
        return names.get(node.id, node.id)

    def _indicator(self, node: ast.expr, names: Names) -> str:
        name = self._name(node, names, "an indicator")
        if name not in self._known or name in FUNCTIONS:
            near = suggest(name, self._known)
            raise self._fault(node, f"there is no indicator {name!r}", near)
        return name

    def _leaf(self, indicator: str, node: ast.Call, names: Names) -> Number:
        (asked,) = self._arguments(node, 1)
        options = self._options(node, ("on", "source", "as_of"))
        coalition = self._coalition(asked, names, options.get("on", ""))
        asked_for = (options.get("source", ""), options.get("as_of", ""))
        amount = self.look_up(Leaf(indicator, coalition, *asked_for))
        return _number(amount, indicator)

    def _members(self, node: ast.Call, names: Names) -> Number:
        (asked,) = self._arguments(node, 1)
        coalition = self._coalition(asked, names, self._options(node, ("on",)).get("on", ""))
        return Number(len(coalition), len(coalition), len(coalition), "", unit="states")

    def _stated(self, node: ast.Call, names: Names) -> Number:
        if len(node.args) not in (1, 2):
            raise self._fault(node, f"1 or 2 arguments are needed, {len(node.args)} are given")
        options = self._options(node, ("source", "as_of"))
        indicator, entity = self._indicator(node.args[0], names), "-"
        if len(node.args) == 2:
            entity = self._name(node.args[1], names, "who")
            if entity not in self.data.state_names and entity not in self.data.group_labels:
                raise self._fault(node.args[1], f"{entity!r} is neither a state nor a group")
        source, as_of = options.get("source", self.source), options.get("as_of", "")
        found = figures_of(self.data, indicator, entity, source, as_of)
        if not found:
            return _number(unknown(self.data.indicator(indicator).unit, (entity,)), indicator)
        basis = self.data.indicator(indicator).basis
        own = [figure for figure in found if figure.basis == basis] or list(found)
        number = _number(from_figure(self.data, own[-1], self.reading), indicator)
        return replace(number, hedge=own[-1].hedge)

    def _each(self, node: ast.Call, names: Names) -> list[tuple[ast.expr, Names]]:
        """Return the part under a ``for`` with what its name stands for each time."""
        (asked,) = self._arguments(node, 1)
        if not isinstance(asked, ast.GeneratorExp) or len(asked.generators) != 1:
            raise self._fault(node, "'<test> for x in <group or [indicators]>' is needed")
        (each,) = asked.generators
        if each.ifs or each.is_async or not isinstance(each.target, ast.Name):
            raise self._fault(node, "a plain 'for x in ...' is needed")
        if names:
            raise self._fault(node, "a 'for' stands inside another")
        name = each.target.id
        if name in self._known or name in self.data.state_names or name in self.data.group_labels:
            raise self._fault(each.target, f"{name!r} is a name of the tables; use another,")
        if isinstance(each.iter, ast.List):
            over: Iterable[str] = [self._indicator(one, names) for one in each.iter.elts]
            if not over:
                raise self._fault(each.iter, "a list of indicators is empty")
        else:
            over = self._coalition(each.iter, names).codes
        return [(asked.elt, {**names, name: one}) for one in over]

    def _count(self, node: ast.Call, names: Names) -> Number:
        parts = [self.truth(part, bound) for part, bound in self._each(node, names)]
        low = sum(part.value is True for part in parts)
        high = sum(part.value is not False for part in parts)
        value = low if low == high else math.nan
        return _tally(low, value, high, [d for part in parts for d in part.decisions])

    def _rank(self, node: ast.Call, names: Names) -> Number:
        who, which, among = self._arguments(node, 3)
        source = self._options(node, ("source",)).get("source", "")
        state, indicator = self._name(who, names, "a state"), self._indicator(which, names)
        group = self._coalition(among, names)
        if state not in group:
            raise self._fault(who, f"{state!r} is not among {group.label!r}")

        def held(code: str) -> Number:
            alone = self.data.coalition(code, group.on)
            amount = self.look_up(Leaf(indicator, alone, source))
            return replace(_number(amount, indicator), text=f"{indicator}({code})")

        own = held(state)
        others = [held(code) for code in group if code != state]
        decisions = [compared(one, ">", own, unlike(self.data, one, own)) for one in others]
        low = 1 + sum(decision.value is True for decision in decisions)
        high = 1 + sum(decision.value is not False for decision in decisions)
        return _tally(low, low if low == high else math.nan, high, decisions)

    def _require_unit(self, node: ast.AST, left: Number, right: Number) -> None:
        units = {left.unit, right.unit} - {*PURE, "states", "members", "rank"}
        if len(units) > 1:
            raise self._fault(node, f"{' and '.join(sorted(units))} are compared")


def _number(amount: Amount, indicator: str) -> Number:
    bounds = amount.bounds
    counting = [term for term in amount.terms if term.bounds.high > 0]
    return Number(
        bounds.low,
        amount.value,
        bounds.high,
        "",
        amount.terms,
        all(not term.part for term in amount.terms),
        amount.unit,
        frozenset((indicator, term.scope, term.entity) for term in counting),
        amount.missing,
        digits=amount.digits,
    )


def _tally(low: float, value: float, high: float, decisions: list[Decision]) -> Number:
    terms = tuple(term for d in decisions for term in (*d.left.terms, *d.right.terms))
    return Number(low, value, high, "", terms, plain=False, details=tuple(decisions))


def _decided(decision: Decision) -> Truth:
    return Truth(decision.value, (decision,))
