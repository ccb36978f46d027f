"""The states on one side on one date, with the algebra of sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape

from balance.errors import DateError, NotAMember, UnknownName, suggest

__all__ = ["Coalition", "named"]


@dataclass(frozen=True)
class Coalition:
    """States that stand together on one date.

    Two coalitions are equal when they have the same members on the same date, however they
    were put together.

    Parameters
    ----------
    members
        ISO 3166-1 alpha-3 codes.
    on
        The day on which membership was looked up.
    label
        The expression that names it, e.g. ``NATO - USA - CAN``.
    states
        All codes there are, so that a typo is an error.
    is_states
        Whether it was put together from states by name: taking it out of a coalition that does
        not hold each of them is then an error, not a set difference.

    Examples
    --------
    >>> allies = Coalition(frozenset({"DEU", "USA"}), date(2025, 2, 13), "ALLIES",
    ...                    frozenset({"DEU", "USA", "FRA"}))
    >>> (allies - {"USA"} + {"FRA"}).codes
    ('DEU', 'FRA')
    """

    members: frozenset[str]
    on: date
    label: str = field(compare=False)
    states: frozenset[str] = field(repr=False, compare=False)
    is_states: bool = field(default=False, repr=False, compare=False)

    @property
    def codes(self) -> tuple[str, ...]:
        """The members in alphabetical order."""
        return tuple(sorted(self.members))

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.members

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<Coalition {self.label} on {self.on}: {', '.join(self.codes)}>"

    def _repr_html_(self) -> str:
        count = f"{len(self)} state{'s' if len(self) != 1 else ''} on {self.on}"
        return f"<b>{escape(self.label)}</b>: {count}<br>{escape(', '.join(self.codes))}"

    def __sub__(self, other: Coalition | Iterable[str] | str) -> Coalition:
        """Return the coalition without some members.

        Parameters
        ----------
        other
            A state or a set of states, each of which must be inside; or a group, of which
            whatever is inside is taken out.

        Raises
        ------
        NotAMember
            If a state to be removed is not inside.
        UnknownName
            If a code is not a state.
        DateError
            If the other coalition was looked up on another date.
        """
        codes = self._codes(other)
        outside = sorted(codes - self.members)
        if outside and not (isinstance(other, Coalition) and not other.is_states):
            raise NotAMember(
                f"cannot remove {', '.join(outside)} from {self.label!r}: not inside on "
                f"{self.on}.{suggest(outside[0], self.members)}"
            )
        return self._with(self.members - codes, f"{self._bracketed()} - {_name(other, codes)}")

    def __add__(self, other: Coalition | Iterable[str] | str) -> Coalition:
        """Return the coalition with further members; those already inside change nothing.

        Raises
        ------
        UnknownName
            If a code is not a state.
        DateError
            If the other coalition was looked up on another date.
        """
        codes = self._codes(other)
        by_name = self.is_states and (not isinstance(other, Coalition) or other.is_states)
        label = f"{self._bracketed()} + {_name(other, codes)}"
        return self._with(self.members | codes, label, by_name)

    def __and__(self, other: Coalition | Iterable[str] | str) -> Coalition:
        """Return the members that both have.

        Raises
        ------
        UnknownName
            If a code is not a state.
        DateError
            If the other coalition was looked up on another date.
        """
        codes = self._codes(other)
        left = f"({self.label})" if _is_sum(self.label) else self.label
        right = _name(other, codes)
        return self._with(self.members & codes, f"{left} & {right}")

    def _with(self, members: frozenset[str], label: str, by_name: bool = False) -> Coalition:
        return Coalition(members, self.on, label, self.states, by_name)

    def _bracketed(self) -> str:
        return f"({self.label})" if "&" in self.label and not _is_closed(self.label) else self.label

    def _codes(self, other: Coalition | Iterable[str] | str) -> frozenset[str]:
        if isinstance(other, Coalition):
            if other.on != self.on:
                raise DateError(
                    f"{self.label!r} is of {self.on} and {other.label!r} of {other.on}; "
                    "look both up on the same date"
                )
            return other.members
        codes = frozenset({other} if isinstance(other, str) else other)
        if not all(isinstance(code, str) for code in codes):
            raise UnknownName(f"expected codes of states, found {other!r}")
        for code in sorted(codes - self.states):
            raise UnknownName(f"{code!r} is not a state code.{suggest(code, self.states)}")
        return codes


def _is_sum(label: str) -> bool:
    return any(sign in label for sign in ("+", "-")) and not _is_closed(label)


def _is_closed(label: str) -> bool:
    """Return whether a label is one bracketed whole."""
    if not label.startswith("("):
        return False
    depth = 0
    for position, sign in enumerate(label, 1):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return position == len(label)
    return False


def _name(other: Coalition | Iterable[str] | str, codes: frozenset[str]) -> str:
    if isinstance(other, Coalition):
        needs = any(sign in other.label for sign in "+-&") and not _is_closed(other.label)
        return f"({other.label})" if needs else other.label
    return named(codes)


def named(codes: frozenset[str]) -> str:
    """Return states as an expression: one by its code, several in braces.

    Parameters
    ----------
    codes
        Codes of states, at least one.

    Returns
    -------
    str
        In the language of expressions, in the order of the codes.

    Examples
    --------
    >>> named(frozenset({"USA", "CAN"}))
    '{CAN, USA}'
    """
    return next(iter(codes)) if len(codes) == 1 else "{" + ", ".join(sorted(codes)) + "}"
