"""The pages made of the tables: every indicator, source, group, scenario and claim.

They are made anew whenever the site is built, so that they cannot say other than the tables.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping

import pandas as pd
from words import anchor, cell, code, facts, linked, table

from balance.claims import claims_result
from balance.claims.reading import read_claims
from balance.scenarios import SCENARIOS
from balance.tables.dataset import Dataset

__all__ = ["table_pages"]

_ROLES = {
    "balance": "a row of every balance",
    "context": "asked for by name; not a row of a balance",
    "not_counted": "stands in the list of what is not counted",
}


def table_pages(data: Dataset) -> Mapping[str, str]:
    """Return the text of each page by its place in the site.

    Parameters
    ----------
    data
        The tables.
    """
    return {
        "reference/indicators.md": "".join(_indicators(data)),
        "reference/sources.md": "".join(_sources(data)),
        "reference/groups.md": "".join(_groups(data)),
        "reference/scenarios.md": "".join(_scenarios(data)),
        "reference/claims.md": "".join(_claims(data)),
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Return rows as texts, empty where nothing stands."""
    texts = frame.astype(object).where(frame.notna(), "")
    return [{str(k): str(v) for k, v in row.items()} for row in texts.to_dict("records")]


def _source(source_id: str) -> str:
    return f"[{code(source_id)}](sources.md#{source_id})" if source_id else ""


def _indicator(name: str) -> str:
    return f"[{code(name)}](indicators.md#{name})"


def _indicators(data: Dataset) -> Iterator[str]:
    figures = data.table("figures")
    counted = figures.groupby(["indicator", "source_id"], sort=False).size()
    by_indicator: dict[str, list[tuple[str, int]]] = {}
    for (name, source), count in counted.items():
        by_indicator.setdefault(str(name), []).append((str(source), int(count)))
    scopes = {row["scope"]: row for row in _rows(data.table("scopes"))}
    rows = _rows(data.indicators)
    yield (
        "# Indicators\n\nWhat is counted, as the tables define it. A command takes the name in "
        "small letters: `--indicator submarines`.\n"
    )
    for domain in dict.fromkeys(row["domain"] for row in rows):
        yield f"\n## {cell(domain.capitalize() or 'Other')}\n"
        for row in rows:
            if row["domain"] == domain:
                yield f"\n### {code(row['indicator'])} {anchor(row['indicator'])}\n\n"
                yield _indicator_facts(row, by_indicator.get(row["indicator"], []))
    yield "\n## Scopes\n\nWhat a figure counts that its indicator does not define.\n\n"
    yield table(
        ["Scope", "Is", "Means"],
        [(code(n), cell(r["label"]), cell(r["definition"])) for n, r in scopes.items()],
    )


def _indicator_facts(row: Mapping[str, str], counted: list[tuple[str, int]]) -> str:
    comparable = row["comparable"] == "yes"
    why_not = f": {cell(row['why_not'])}" if row["why_not"] else ""
    preferred = ", ".join(code(one) for one in row["preferred_publications"].split(";") if one)
    reason = f" ({cell(row['preference_reason'])})" if row["preference_reason"] else ""
    share = ""
    if row["numerator"]:
        share = f"{code(row['numerator'])} over {code(row['denominator'])}"
    return (
        f"{cell(row['label'])}. {cell(row['definition'])}\n\n"
        + facts(
            [
                ("Unit", " ".join(filter(None, [cell(row["unit"]), code(row["basis"])]))),
                ("Role", _ROLES.get(row["role"], cell(row["role"]))),
                ("Made of others", code(row["formula"])),
                ("Share", share),
                ("Part of", _indicator(row["part_of"]) if row["part_of"] else ""),
                ("Compared between states", "yes" if comparable else f"no{why_not}"),
                ("Speaks first", f"{preferred}{reason}" if preferred else ""),
                (
                    "Figures",
                    ", ".join(f"{count:,} in {_source(source)}" for source, count in counted)
                    or "none of its own",
                ),
            ]
        )
        + "\n"
    )


def _sources(data: Dataset) -> Iterator[str]:
    rows = _rows(data.sources)
    figures = data.table("figures")["source_id"].value_counts()
    yield (
        "# Sources\n\nEach edition is a source of its own; editions of one publication are one "
        "witness. The grade is the first half of an Admiralty grade, A to F: a filter, never a "
        "probability. [Sources and terms](../explanations/sources.md) says what the terms mean.\n\n"
    )
    yield table(
        ["Source", "Publisher", "Published", "Terms", "Grade", "Figures"],
        [
            (
                _source(row["source_id"]),
                cell(row["publisher"]),
                cell(row["published"]),
                cell(row["terms"]),
                cell(row["reliability"]),
                f"{int(figures.get(row['source_id'], 0)):,}",
            )
            for row in rows
        ],
    )
    for row in rows:
        yield f"\n## {code(row['source_id'])} {anchor(row['source_id'])}\n\n"
        yield facts(
            [
                ("Title", linked(cell(row["title"]), row["url"])),
                ("Publisher", cell(row["publisher"])),
                ("Author", cell(row["author"])),
                ("Edition", f"{code(row['publication'])}, {cell(row['edition'])}"),
                ("Published", cell(row["published"])),
                ("Read on", cell(row["accessed"])),
                ("Read in", cell(row["read_via"])),
                ("Terms", cell(row["terms"])),
                ("Grade", cell(row["reliability"])),
                ("Figures", f"{int(figures.get(row['source_id'], 0)):,}"),
                ("Note", cell(row["note"])),
            ]
        )


def _groups(data: Dataset) -> Iterator[str]:
    names = data.state_names
    members = _rows(data.memberships)
    day = data.reference_date.isoformat()
    yield (
        "# Groups\n\nSets of states with dated membership. A command takes the name in capitals, "
        f"and means the members of {day} unless `--on` names another day.\n"
    )
    for row in _rows(data.table("groups")):
        name = row["group"]
        yield f"\n## {code(name)} {anchor(name)}\n\n"
        yield f"{cell(row['label'])}. {cell(row['definition'])}\n\n"
        yield facts(
            [
                ("Source", _source(row["source_id"])),
                (f"Members on {day}", str(len(data.group(name)))),
            ]
        )
        own = sorted((m["joined"], m["state"], m) for m in members if m["group"] == name)
        yield (
            "\n"
            + table(
                ["State", "", "Joined", "Left", "Source"],
                [
                    (
                        code(state),
                        cell(names.get(state, "")),
                        cell(joined),
                        cell(m["left"]),
                        _source(m["source_id"]),
                    )
                    for joined, state, m in own
                ],
            )
            if own
            else "\nIts members stand in no table; only totals that sources state carry its name.\n"
        )


def _scenarios(data: Dataset) -> Iterator[str]:
    yield (
        "# Scenarios\n\nQuestions with a name: functions of the tables and of named parameters. "
        "`balance scenario NAME` prints one, `--param name=value` sets a parameter, "
        "`balance report NAME` makes it a report. The answers here are those of the tables as they "
        "stand.\n"
    )
    for name, one in SCENARIOS.items():
        yield f"\n## {code(name)} {anchor(name)}\n\n{cell(one.question)}\n\n"
        rows = [(code(n), _default(p)) for n, p in one.parameters.items()]
        yield table(["Parameter", "By default"], rows) if rows else ""
        result = one.run(data)
        yield "\n".join(f"\n> {cell(statement)}\n" for statement in result.answer[:3])
        if len(result.answer) > 3:
            yield "\n… and more: the whole answer is printed by the command.\n"
        tables = ", ".join(code(key) for key in result.tables)
        yield "\n" + facts(
            [
                ("Tables", tables),
                ("Sources", ", ".join(_source(str(s)) for s in result.sources["source_id"])),
            ]
        )


def _default(parameter: inspect.Parameter) -> str:
    value = parameter.default
    if value is inspect.Parameter.empty:
        return "must be given"
    if value is None:
        return "none"
    if isinstance(value, tuple | list):
        return code(",".join(str(one) for one in value)) if value else "none"
    return code(value)


def _claims(data: Dataset) -> Iterator[str]:
    result = claims_result(data)
    answers = dict(zip(result.table["row"], result.table["answer"], strict=True))
    yield (
        "# Claims\n\nWhat texts assert, in a form that is put to the test; "
        "[the language of tests](../claims.md) is described apart. The answers are those of the "
        "tables as they stand. Literally true is not the same as fair, and false not the same as "
        "far off.\n"
    )
    for claim in read_claims(data):
        yield f"\n## {code(claim.id)} {anchor(claim.id)}\n\n{cell(claim.statement)}\n\n"
        yield facts(
            [
                ("Said by", f"{_source(claim.source)}, {cell(claim.locator)}"),
                ("Test", code(claim.test)),
                ("Literally", cell(answers.get(claim.id, ""))),
                ("Would settle it", cell(claim.settle)),
                ("Read as", cell(claim.note)),
            ]
        )
