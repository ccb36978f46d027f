"""The tables, loaded: immutable, handed out as copies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from balance.coalitions.coalition import Coalition
from balance.coalitions.expression import parse_coalition
from balance.coalitions.membership import Membership, members_on
from balance.errors import (
    DateError,
    ExpressionError,
    UnknownIndicator,
    UnknownName,
    UnknownSource,
    suggest,
)
from balance.quantities.dates import first_day, last_day, parse_day
from balance.quantities.printing import join_words
from balance.tables.formula import Formula, parse_formula
from balance.tables.records import Figure, Indicator

__all__ = ["Dataset"]

_MOST_NAMES = 4
_FIGURE_TEXT = (
    "figure_id",
    "entity",
    "indicator",
    "source_id",
    "as_of",
    "basis",
    "scope",
    "as_stated",
    "hedge",
)


@dataclass(frozen=True, eq=False)
class Dataset:
    """All tables at hand: the bundled ones and a user's own.

    Parameters
    ----------
    tables
        Frames by table name, typed, with ``file`` and ``line`` of every row.
    reference_date
        The day that stands for "today" wherever no date is given.
    digests
        SHA-256 of every file that was read, by the name it is shown under.
    terms
        The narrowest terms of the sources that were kept, or None for all.
    leave_out
        Sources and publications that were not wanted.
    left_out
        Sources whose figures and known zeros were left out, by terms or by choice.
    claim_texts
        Content of each ``claims.toml``, by the name it is shown under.

    Notes
    -----
    Made by :func:`balance.load`. The frames are handed out as copies: changing one
    changes nothing here.

    Examples
    --------
    >>> import balance
    >>> data = balance.load()
    >>> len(data.group("NATO", on="2025-02-13"))
    32
    """

    tables: Mapping[str, pd.DataFrame]
    reference_date: date
    digests: Mapping[str, str]
    terms: str | None = None
    leave_out: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    claim_texts: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in self.tables.items())
        return f"<Dataset of {self.reference_date}: {counts}>"

    def table(self, name: str) -> pd.DataFrame:
        """Return a table as a DataFrame, with ``file`` and ``line`` of every row at the end.

        Parameters
        ----------
        name
            ``figures``, ``states``, ``groups``, ``memberships``, ``indicators``, ``sources``,
            ``absences``, ``exceptions``, ``scopes``, ``wars``, ``tiles`` or ``texts``.
        """
        if name not in self.tables:
            known = ", ".join(self.tables)
            raise UnknownName(f"there is no table {name!r}; there are: {known}")
        return self.tables[name].copy()

    @property
    def figures(self) -> pd.DataFrame:
        """One published number per row."""
        return self.table("figures")

    @property
    def indicators(self) -> pd.DataFrame:
        """What is counted."""
        return self.table("indicators")

    @property
    def sources(self) -> pd.DataFrame:
        """Editions of publications."""
        return self.table("sources")

    @property
    def memberships(self) -> pd.DataFrame:
        """Who belongs to which group from when to when."""
        return self.table("memberships")

    @cached_property
    def state_names(self) -> Mapping[str, str]:
        """Names of states by code."""
        frame = self.tables["states"]
        return dict(zip(frame["state"], frame["name"], strict=True))

    @cached_property
    def said_names(self) -> Mapping[str, str]:
        """Names of states as they stand in sentences ("the United States") by code."""
        frame = self.tables["states"]
        names = frame["in_sentence"].where(frame["in_sentence"] != "", frame["name"])
        return dict(zip(frame["state"], names, strict=True))

    @cached_property
    def group_labels(self) -> Mapping[str, str]:
        """Names of groups in sentences by their names in expressions."""
        frame = self.tables["groups"]
        return dict(zip(frame["group"], frame["label"], strict=True))

    @cached_property
    def _memberships(self) -> Mapping[str, tuple[Membership, ...]]:
        frame = self.tables["memberships"]
        rows: dict[str, list[Membership]] = {}
        for group, state, joined, left in zip(
            frame["group"], frame["state"], frame["joined"], frame["left"], strict=True
        ):
            rows.setdefault(group, []).append((state, joined, left))
        return {group: tuple(members) for group, members in rows.items()}

    def group(self, name: str, on: str | date | None = None) -> Coalition:
        """Return the members of a group, or a single state, on a date.

        Parameters
        ----------
        name
            A group (``NATO``) or a state (``RUS``).
        on
            The day; by default the reference date.

        Raises
        ------
        UnknownName
            If there is neither such a group nor such a state.
        DateError
            If the date is not a day, or the group had no members on it.

        Examples
        --------
        >>> import balance
        >>> data = balance.load()
        >>> europe = data.group("NATO", on="2025-02-13") - {"USA", "CAN"}
        >>> len(europe)
        30
        """
        day = self.reference_date if on is None else parse_day(on)
        states = frozenset(self.state_names)
        if name in states:
            return Coalition(frozenset({name}), day, name, states, is_states=True)
        if name not in self.group_labels:
            known = [*self.group_labels, *states]
            raise UnknownName(
                f"{name!r} is neither a state nor a group; groups are "
                f"{', '.join(self.group_labels)}; states are ISO 3166-1 alpha-3 codes."
                f"{suggest(name, known)}"
            )
        members = members_on(name, self._memberships.get(name, ()), day)
        return Coalition(members, day, name, states)

    def coalition(self, expression: str | Coalition, on: str | date | None = None) -> Coalition:
        """Return the coalition that an expression names.

        Parameters
        ----------
        expression
            E.g. ``NATO - USA - CAN``; a coalition is returned as it is if it is of the day.
        on
            The day; by default the reference date.

        Raises
        ------
        ExpressionError
            If the text is not in the language.
        UnknownName, NotAMember, DateError
            As for :meth:`group` and the operations on coalitions.

        Examples
        --------
        >>> import balance
        >>> balance.load().coalition("BALTIC + POL").codes
        ('EST', 'LTU', 'LVA', 'POL')
        """
        if isinstance(expression, Coalition):
            if on is not None and parse_day(on) != expression.on:
                raise DateError(f"{expression.label!r} is of {expression.on}, not of {on}")
            return expression
        if not isinstance(expression, str):
            raise ExpressionError(
                f"expected a coalition or an expression such as 'NATO - USA', found {expression!r}"
            )
        return parse_coalition(expression, lambda name: self.group(name, on))

    def label(self, coalition: Coalition) -> str:
        """Return a coalition's name for titles.

        A state's name, the label of a group with just these members on that day, a group
        without or with a few states in the order in which they were written, a few states by
        name, or else the expression.

        Examples
        --------
        >>> import balance
        >>> data = balance.load()
        >>> data.label(data.coalition("NATO - USA - TUR - CAN"))
        'NATO without the United States, Türkiye and Canada'
        """
        if len(coalition) == 1:
            return self.said_names[coalition.codes[0]]
        for name, label in self.group_labels.items():
            if self._members(name, coalition.on) == coalition.members:
                return label
        base = coalition.label.strip("(").split(" ")[0]
        whole = self._members(base, coalition.on) if base in self.group_labels else frozenset()
        removed, added = whole - coalition.members, coalition.members - whole
        if len(coalition) <= _MOST_NAMES and not whole:
            return self.names_said(coalition.codes)
        if not whole or len(removed) + len(added) > _MOST_NAMES:
            return coalition.label

        def written(codes: Iterable[str]) -> str:
            # A set has no order of its own: take that of the expression, then of the codes.
            text = coalition.label
            return self.names_said(
                sorted(codes, key=lambda code: (code not in text, text.find(code), code))
            )

        label = self.group_labels[base]
        label += f" without {written(removed)}" if removed else ""
        return label + (f" with {written(added)}" if added else "")

    def verb(self, coalition: Coalition) -> str:
        """Return "have" if the coalition's name is a plural, otherwise "has"."""
        groups = self.tables["groups"]
        plural = set(groups["label"][groups["plural"] == "yes"])
        label = self.label(coalition)
        several = len(coalition) > 1 and label == self.names_said(coalition.codes)
        return "have" if several or label in plural else "has"

    def names_said(self, codes: Iterable[str]) -> str:
        """Return names of states as a list in a sentence, in the order of the codes.

        Examples
        --------
        >>> import balance
        >>> balance.load().names_said(["USA", "CAN"])
        'the United States and Canada'
        """
        return join_words(self.said_names[code] for code in codes)

    def _members(self, group: str, on: date) -> frozenset[str]:
        try:
            return self.group(group, on).members
        except DateError:
            return frozenset()

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        def formula(text: str) -> Formula:
            return parse_formula(text) if text else ()

        return {
            row["indicator"]: Indicator(
                name=row["indicator"],
                label=row["label"],
                phrase=row["phrase"],
                family=row["family"] or row["phrase"],
                unit=row["unit"],
                basis=row["basis"],
                domain=row["domain"],
                definition=row["definition"],
                role=row["role"],
                headline=row["headline"] == "yes",
                comparable=row["comparable"] == "yes",
                why_not=row["why_not"],
                formula=formula(row["formula"]),
                numerator=formula(row["numerator"]),
                denominator=formula(row["denominator"]),
                preferred=tuple(p for p in row["preferred_publications"].split(";") if p),
            )
            for row in self.tables["indicators"].to_dict("records")
        }

    def indicator(self, name: str) -> Indicator:
        """Return an indicator.

        Raises
        ------
        UnknownIndicator
            If the tables do not define it; the nearest names are suggested.

        Examples
        --------
        >>> import balance
        >>> balance.load().indicator("main_battle_tanks").unit
        'vehicles'
        """
        if name not in self._indicators:
            raise UnknownIndicator(
                f"there is no indicator {name!r}.{suggest(name, self._indicators)} "
                "All are listed by `balance list indicators`."
            )
        return self._indicators[name]

    def indicators_of(self, role: str) -> tuple[Indicator, ...]:
        """Return the indicators of a role in the order of the table."""
        return tuple(i for i in self._indicators.values() if i.role == role)

    @cached_property
    def source_rows(self) -> Mapping[str, Mapping[str, str]]:
        """Rows of the sources by source_id."""
        rows = self.tables["sources"].to_dict("records")
        return {row["source_id"]: {str(c): v for c, v in row.items()} for row in rows}

    def source(self, source_id: str) -> Mapping[str, str]:
        """Return a source's row.

        Raises
        ------
        UnknownSource
            If the tables do not list it; the nearest ids are suggested.
        """
        if source_id not in self.source_rows:
            raise UnknownSource(
                f"there is no source {source_id!r}.{suggest(source_id, self.source_rows)} "
                "All are listed by `balance list sources`."
            )
        return self.source_rows[source_id]

    @cached_property
    def figure_index(self) -> Mapping[str, Mapping[str, Mapping[str, tuple[Figure, ...]]]]:
        """Figures by indicator, source and entity."""
        index: dict[str, dict[str, dict[str, tuple[Figure, ...]]]] = {}
        frame = self.tables["figures"]
        text = [frame[name].tolist() for name in _FIGURE_TEXT]
        numbers = [[_number(n) for n in frame[name].tolist()] for name in ("value", "low", "high")]
        prose = [bool(quote) for quote in frame["quote"].tolist()]
        for cells in zip(*text, *numbers, prose, strict=True):
            figure = Figure(*cells)
            entities = index.setdefault(figure.indicator, {}).setdefault(figure.source_id, {})
            entities[figure.entity] = (*entities.get(figure.entity, ()), figure)
        return index

    @cached_property
    def absences(self) -> Mapping[tuple[str, str], str]:
        """Sources of known zeros by entity and indicator."""
        frame = self.tables["absences"]
        keys = zip(frame["entity"], frame["indicator"], strict=True)
        return dict(zip(keys, frame["source_id"], strict=True))

    @cached_property
    def wars(self) -> Mapping[str, tuple[tuple[date, date | None], ...]]:
        """Wars of each state as first day and last day, without a last day if it goes on."""
        frame = self.tables["wars"]
        found: dict[str, list[tuple[date, date | None]]] = {}
        for state, began, ended in zip(frame["state"], frame["began"], frame["ended"], strict=True):
            days = (first_day(began), last_day(ended) if ended else None)
            found.setdefault(state, []).append(days)
        return {state: tuple(days) for state, days in found.items()}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
