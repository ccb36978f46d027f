from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from balance.coalitions.expression import LONGEST, parse_coalition
from balance.errors import BalanceError, ExpressionError, NotAMember, UnknownName


@pytest.fixture
def parse(tiny):
    data = tiny([])
    return lambda text: parse_coalition(text, data.group).codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PACT", ("AAA", "BBB", "CCC")),
        ("PACT - AAA - BBB", ("CCC",)),
        ("PACT - {AAA, BBB} + RRR", ("CCC", "RRR")),
        ("PACT-AAA+RRR", ("BBB", "CCC", "RRR")),
        ("PACT & DUO", ("AAA",)),
        ("(PACT + RRR) & (DUO + RRR)", ("AAA", "RRR")),
        ("(PACT & DUO) + BBB", ("AAA", "BBB")),
        ("PACT - (PACT & DUO)", ("BBB", "CCC")),
        ("PACT - DUO", ("BBB", "CCC")),
        ("{RRR}", ("RRR",)),
        ("  RRR ", ("RRR",)),
    ],
)
def test_expressions_by_hand(parse, text, codes):
    assert parse(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "PACT & DUO - AAA",
        "PACT - AAA & DUO",
        "PACT & DUO + BBB",
        "PACT + DUO & PACT",
        "(PACT) - AAA & DUO",
        "(PACT - AAA & DUO)",
    ],
)
def test_brackets_are_required_where_and_meets_plus_or_minus(parse, text):
    with pytest.raises(ExpressionError, match="put brackets around"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("PACT -", "at position"),
        ("PACT ** 2", "a Pow"),
        ("PACT * 2", "not in the language"),
        ("PACT | DUO", "the sign |"),
        ("-AAA", "a sign in front"),
        ("__import__('os').system('true')", "a call"),
        ("PACT.members", "an attribute"),
        ("(lambda: PACT)()", "a call"),
        ("[PACT]", "not in the language"),
        ("{AAA, PACT}", "braces hold states only"),
        ("{AAA + BBB}", "names of states only"),
        ("'PACT'", "a constant"),
        ("PACT if DUO else RRR", "not in the language"),
        ("x := PACT", "at position"),
        ("PACT; DUO", "at position"),
        ("PACT\nDUO", "character 5"),
        ("PАCT", "character 2"),
        ("PACT\x00", "character 5"),
        ("A" * (LONGEST + 1), "characters long"),
        ("(" * 300 + "PACT" + ")" * 300, ""),
        ("PACT" + " + AAA" * 165, None),
        ("-" * 900 + "AAA", ""),
        ("{}", ""),
    ],
)
def test_anything_else_is_one_clear_error(parse, text, words):
    if words is None:
        assert parse(text)
        return
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert words in str(caught.value)


def test_names_and_members_are_checked(parse):
    with pytest.raises(UnknownName, match=r"Did you mean PACT\?"):
        parse("PACTT - AAA")
    with pytest.raises(NotAMember, match="RRR"):
        parse("PACT - RRR")
    with pytest.raises(NotAMember, match="RRR"):
        parse("PACT - {AAA, RRR}")


@given(st.text(alphabet="PACTDUORS +-&(){},._'\"[]:0123=*\n", max_size=60))
@example("PACT & (DUO")
@example("{AAA, BBB} & PACT")
def test_hostile_text_gives_a_coalition_or_a_balance_error(text):
    from datetime import date

    from balance.coalitions.coalition import Coalition

    states = frozenset({"AAA", "BBB"})

    def resolve(name):
        if name not in ("PACT", "DUO", *states):
            raise UnknownName(name)
        members = frozenset({name}) if name in states else states
        return Coalition(members, date(2025, 2, 13), name, states, name in states)

    with suppress(BalanceError):
        parse_coalition(text, resolve)
