"""Every kind of chart in every state: tiny results, for the tests and for the gallery."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from handmade import dataset, redefined, table

from balance.comparison.amounts import Amount, unknown
from balance.comparison.assembly import Speaker, assembled
from balance.comparison.compare import compare_rows
from balance.comparison.compare import result_of as compared
from balance.comparison.result import ChartSpec, Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.bounds import Bounds
from balance.scenarios.departure import leaving_table, members_table

NOTE = "Sources: One, 2025 edition (of 2024). Members on 2025-02-13. Missing: 0 of 12 entries."
LONG = "a state whose name is so long that it cannot stand on one line of any chart"
WORD = "Bundesverteidigungsministeriumsgebaeudeverwaltungsangelegenheiten"
HOSTILE = (
    "$x_1^2$ and $y$",
    "under_score_and_more",
    "<script>alert('x')</script>",
    "two\nlines\nand a tab\t.",
    "rocket 🚀 and קבוצה עברית",
    '=HYPERLINK("x") & <b>bold</b>',
)


@dataclass(frozen=True)
class State:
    """What a chart may be asked to draw: names, and two amounts of each; None is not known."""

    names: tuple[str, ...]
    first: tuple[float | tuple[float, float] | None, ...]
    second: tuple[float | tuple[float, float] | None, ...]


NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")
FIRST, SECOND = (100.0, 60.0, 45.0, 30.0, 12.0), (80.0, 66.0, 45.0, 21.0, 4.0)
STATES = {
    "normal": State(NAMES, FIRST, SECOND),
    "partial coverage": State(NAMES, (100.0, None, 45.0, (30.0, math.inf), 12.0), SECOND),
    "undecided": State(
        NAMES, tuple((0.8 * n, 1.3 * n) for n in FIRST), tuple((0.7 * n, 1.2 * n) for n in FIRST)
    ),
    "long names": State(
        (f"{LONG} (80)", f"{WORD} (68)", "Gamma", f"{LONG.upper()}", "Epsilon"), FIRST, SECOND
    ),
    "32 members": State(
        tuple(f"State {number}" for number in range(1, 33)),
        tuple(320.0 - 9 * number for number in range(32)),
        tuple(250.0 - 5 * number for number in range(32)),
    ),
    "one member": State(("Alpha",), (100.0,), (80.0,)),
    "zero": State(NAMES[:3], (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    "huge ratios": State(
        NAMES, (1e6, 2.0, 50_000.0, 1e9, 12.0), (1.0, 2_000_000.0, 45.0, 1.0, 8e8)
    ),
    "hostile names": State(HOSTILE, (*FIRST, 7.0), (*SECOND, 9.0)),
}


def amount(number: float | tuple[float, float] | None, unit: str = "vehicles") -> Amount:
    """Return an amount from one number, a range, or nothing."""
    if number is None:
        return unknown(unit)
    if isinstance(number, tuple):
        low, high = number
        middle = None if math.isinf(high) else (low + high) / 2
        return Amount(Bounds(low, middle, high), unit)
    return Amount(Bounds(number, number, number), unit)


def _codes(state: State) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [f"{letters[n // 26]}{letters[n % 26]}X" for n in range(len(state.names))]


def data_of(state: State):
    """Return tables in which the names are those of members of the Pact, and of what is counted."""
    codes = _codes(state)
    states = [*zip(codes, state.names, strict=True), ("RRR", state.names[0] + " (rival)")]
    rows = []
    for indicator, numbers in (("tanks", state.first), ("guns", state.second)):
        for code, number in zip(codes, numbers, strict=True):
            rows += _figure(code, indicator, number)
        rival = [number for number in state.second if isinstance(number, float)]
        rows += _figure("RRR", indicator, sum(rival) or (90.0, 520.0) if any(rival) else 0.0)
    if any(isinstance(number, tuple) and number[1] < math.inf for number in state.first):
        rows = [row for row in rows if row["entity"] != "RRR"]
        rows += _figure("RRR", "tanks", 250.0) + _figure("RRR", "guns", 247.0)
    members = [("PACT", code, "1990-01-01", "") for code in codes]
    data = dataset(rows, states=states, memberships=members)
    data = redefined(data, "tanks", label=state.names[0])
    places = [{"state": c, "row": str(n // 8), "column": str(n % 8)} for n, c in enumerate(codes)]
    return replace(data, tables={**data.tables, "tiles": table("tiles", places)})


def _figure(code: str, indicator: str, number: object) -> list[dict]:
    from handmade import figure

    if number is None or (isinstance(number, tuple) and math.isinf(number[1])):
        return []
    if isinstance(number, tuple):
        low, high = number
        return [figure(code, indicator, (low + high) / 2, "one-2025", low=low, high=high)]
    return [figure(code, indicator, number, "one-2025")]


def _title(state: State) -> Statement:
    return Statement(f"{state.names[0]} has more than the others")


def _spec(kind: str, state: State, tables: tuple[str, ...], **more: object) -> ChartSpec:
    return ChartSpec(kind, _title(state), Statement("As drawn."), tables, NOTE, **more)


def _comparison(state: State) -> Result:
    """Return a comparison with what leaves and who contributes."""
    data = data_of(state)
    asked = {"indicators": ["tanks", "guns"]}
    whole = compare_rows(data, "PACT", "RRR", **asked)
    leaving, _ = leaving_table(whole, _codes(state)[-1:])
    members, _ = members_table(whole)
    result = compared(whole)
    tables = {**result.tables, "leaving": leaving, "members": members}
    charts = list(result.charts)
    if len(state.names) > 1:
        charts.append(_spec("leaving", state, ("leaving",)))
    if len(members):
        charts.append(_spec("contributions", state, ("members",)))
    return replace(result, tables=tables, charts=tuple(charts))


def _sheet(
    state: State, kind: str, sheets: dict[str, tuple[Sheet, list[Line]]], **more: object
) -> Result:
    spec = _spec(kind, state, tuple(sheets), **more)
    return assembled(
        data_of(state),
        title="t",
        question="q",
        answer=(),
        warnings=(),
        sheets=sheets,
        charts=[spec],
    )


def _pairs(state: State) -> list[tuple[str, str, Amount, Amount]]:
    return [
        (code, name, amount(a), amount(b))
        for code, name, a, b in zip(
            _codes(state), state.names, state.first, state.second, strict=True
        )
    ]


def _two(state: State, kind: str) -> Result:
    """Return a sheet of two columns."""
    sheet = Sheet("t", (Column("a", state.names[0], "-"), Column("b", state.names[-1], "-")))
    lines = [
        Line(code, name, {"a": a, "b": b}, group=state.names[0] if n < 2 else state.names[-1])
        for n, (code, name, a, b) in enumerate(_pairs(state))
    ]
    return _sheet(state, kind, {"held": (sheet, lines)}, columns=("a", "b"))


def _amounts(state: State) -> Result:
    result = _two(state, "amounts")
    (spec,) = result.charts
    lines = [Line(c, n, {"a": a, "b": b}) for c, n, a, b in _pairs(state)]
    say = Speaker({"held": (result.sheets["held"], lines)})
    told = (f"{n}: {say('held', c, 'a')}, {say('held', c, 'b')}" for c, n, _, _ in _pairs(state))
    return replace(result, charts=(replace(spec, alt=Statement("; ".join(told))),))


def _percent(state: State) -> list[tuple[str, str, Amount, Amount]]:
    """Return shares of 100 instead of amounts."""
    ends = [a.bounds.low for *_, a, _ in _pairs(state)]
    whole = sum(ends) or 1.0

    def share(part: Amount) -> Amount:
        bounds = part.bounds
        if bounds.is_open:
            return unknown("percent")
        value = None if bounds.value is None else 100 * bounds.value / whole
        return Amount(
            Bounds(100 * bounds.low / whole, value, 100 * bounds.high / whole), "percent", digits=3
        )

    return [(code, name, share(a), share(b)) for code, name, a, b in _pairs(state)]


def _power(state: State) -> Result:
    sheet = Sheet("t", (Column("index", "Power index", "-"), Column("held", "Share held", "-")))
    lines = [Line(code, name, {"index": a, "held": b}) for code, name, a, b in _percent(state)]
    more = {"columns": ("index", "held"), "rows": tuple(line.key for line in lines)}
    return _sheet(state, "power", {"power": (sheet, lines)}, **more)


def _waterfall(state: State) -> Result:
    sheet = Sheet("t", (Column("cost", "Takes off", "-"), Column("ratio", "Leaves", "-")))
    parts = [(c, n, replace(a, unit="ratio", digits=3)) for c, n, a, _ in _pairs(state)]
    known = [part.value for *_, part in parts if not math.isnan(part.value)]
    whole = Amount(Bounds(sum(known), sum(known), sum(known)), "ratio", digits=3)
    lines = [Line("all", "All", {"ratio": whole})]
    lines += [Line(code, name, {"cost": part, "ratio": part}) for code, name, part in parts]
    more = {"columns": ("cost", "ratio"), "rows": tuple(line.key for line in lines)}
    return _sheet(state, "waterfall", {"departures": (sheet, lines)}, **more)


def _fan(state: State) -> Result:
    columns = (Column("elapsed", "e", "-"), Column("level", state.names[0], "-"))
    sheet = Sheet("t", (*columns, Column("mark", state.names[-1], "-")), {"status": "s"})
    several = state.names[:3] if len(state.names) > 1 else state.names[:1]
    lines = []
    for number, (code, name, a, b) in enumerate(_pairs(state)[: len(several)]):
        for year, status in enumerate(("reported", "reported", "projected", "projected")):
            end = b if year > 1 else a
            own = {"elapsed": amount(float(year), "count"), "level": end, "mark": amount(50.0)}
            label, group = f"Year {2022 + year}", name if len(several) > 1 else ""
            lines.append(Line(f"{code}-{year}", label, own, {"status": status}, group))
        del number
    return _sheet(state, "fan", {"path": (sheet, lines)}, columns=("elapsed", "level", "mark"))


def _history(state: State) -> Result:
    sheet = Sheet("t", (Column("ratio", "Ratio", "-"),), {"source": "Source"})
    lines, others = [], []
    for code, name, a, b in _pairs(state)[:3]:
        for year, end in ((2020, a), (2021, b), (2023, a), (2024, b)):
            ratio = replace(end, unit="ratio", digits=3)
            lines.append(Line(f"{code}-{year}", str(year), {"ratio": ratio}, group=name))
        for year in (2020, 2021):
            own = replace(b, unit="ratio", digits=3)
            others.append(Line(f"{code}-{year}-o", str(year), {"ratio": own}, {"source": name}))
    sheets = {"history": (sheet, lines), "editions": (sheet, others)}
    keys = tuple(line.key for line in lines)
    return _sheet(state, "history", sheets, columns=("ratio",), rows=keys)


def _flips(state: State) -> Result:
    names = ("change_percent", "change_of_side")
    sheet = Sheet("t", tuple(Column(n, n, "-") for n in names), {"kind": "Kind"})
    kinds = ("members leave", "one figure", "another publication", "missing figures")
    lines = []
    for n, (_, name, a, b) in enumerate(_pairs(state)[:4]):
        best = a.bounds.low or 0.5
        own = {"change_of_side": amount(best, "percent")} if a.is_known else {}
        if b.bounds.low and n % 2:
            own["change_percent"] = amount(b.bounds.low, "percent")
        words = {"kind": kinds[n]}
        lines.append(Line(f"{('tanks', 'guns')[n % 2]}:{n}", f"{name}: higher", own, words))
    keys = tuple(line.key for line in lines)
    return _sheet(state, "flips", {"flips": (sheet, lines)}, rows=keys)


def _stated(state: State) -> Result:
    columns = (Column("stated", "Stated", "-"), Column("found", "Sum", "-"))
    sheet = Sheet("t", columns, {"verdict": "Verdict", "true_on": "True on"})
    words = ("true", "false", "open", "unlike things")
    lines = [
        Line(
            code,
            name,
            {"stated": a, "found": b},
            {"verdict": words[n % 4], "true_on": "2025-02-13" if n == 0 else ""},
            state.names[n - n % 2],
        )
        for n, (code, name, a, b) in enumerate(_pairs(state))
    ]
    return _sheet(state, "stated", {"stated": (sheet, lines)}, columns=("stated", "found"))


def _gap(state: State) -> Result:
    shares = Sheet("t", (Column("share", "Share of output", "-"),), {"meets": "Meets"})
    money = Sheet("t", (Column("two", "To 2 %", "-"), Column("three", "To 3.5 %", "-")))
    lines, lacking = [], []
    for code, name, a, b in _percent(state):
        known = {"share": a} if a.is_known else {}
        lines.append(Line(code, name, known, {"meets": "not known"}))
        dollars = replace(
            b,
            bounds=Bounds(
                *(
                    n if n is None or math.isinf(n) else n * 1e9
                    for n in (b.bounds.low, b.bounds.value, b.bounds.high)
                )
            ),
            unit="USD",
        )
        lacking.append(Line(code, name, {"two": dollars, "three": dollars}))
    ends = {"two": amount(2.0, "percent"), "three": amount(3.5, "percent")}
    lacking.append(Line("target", "Target", ends))
    sheets = {"allies": (shares, lines), "lacking": (money, lacking)}
    keys = tuple(line.key for line in lines)
    return _sheet(state, "gap", sheets, columns=("share", "two", "three"), rows=keys)


def _tiles(state: State) -> Result:
    sheet = Sheet("t", (Column("share", "Share", "-"), Column("other", "Other", "-")))
    lines = [Line(code, name, {"share": a, "other": b}) for code, name, a, b in _percent(state)]
    return _sheet(state, "tiles", {"allies": (sheet, lines)}, columns=("share", "other"))


MADE: dict[str, Callable[[State], Result]] = {
    "ratios": _comparison,
    "coverage": _comparison,
    "leaving": _comparison,
    "contributions": _comparison,
    "amounts": _amounts,
    "dumbbell": lambda state: _two(state, "dumbbell"),
    "revisions": lambda state: _two(state, "revisions"),
    "power": _power,
    "waterfall": _waterfall,
    "fan": _fan,
    "history": _history,
    "flips": _flips,
    "stated": _stated,
    "gap": _gap,
    "tiles": _tiles,
}


def result_of(kind: str, state: str) -> Result | None:
    """Return a result with a chart of a kind in a state, or None where there is no chart."""
    result = MADE[kind](STATES[state])
    return result if kind in {spec.kind for spec in result.charts} else None
