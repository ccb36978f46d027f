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
        "(PACT & DUO + AAA) - AAA",
        "PACT - (PACT & DUO - AAA)",
        "PACT & (DUO & PACT - AAA)",
        "(DUO & PACT - AAA) & PACT",
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


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("PACT + f()", "a call at position 8 is not in the language"),
        ("PACT.members", "an attribute at position 1 is not in the language"),
        ("PACT + (lambda: DUO)", "a lambda at position 9 is not in the language"),
        ("PACT + 1", "a constant at position 8 is not in the language"),
        ("PACT[DUO]", "an index at position 1 is not in the language"),
        ("PACT or DUO", "a logical operator at position 1 is not in the language"),
        ("PACT < DUO", "a comparison at position 1 is not in the language"),
        ("PACT + -DUO", "a sign in front of a name at position 8 is not in the language"),
        ("PACT + [DUO]", "a List at position 8 is not in the language"),
        # A sign has no position of its own.
        ("PACT | DUO", "the sign | at position 1 is not in the language"),
        ("PACT * DUO", "the sign * at position 1 is not in the language"),
        ("PACT / DUO", "the sign / at position 1 is not in the language"),
        ("{AAA + BBB}", "braces hold names of states only, at position 2"),
        ("{AAA, PACT}", "PACT is a group; braces hold states only"),
        ("PACT # DUO", "character 6 is not in it"),
    ],
)
def test_the_message_names_the_thing_and_its_place(parse, text, what):
    with pytest.raises(ExpressionError) as caught:
        parse(f"  {text} ")
    assert str(caught.value) == f"cannot read the coalition {text!r}: {what}"


def test_the_message_names_what_is_to_be_bracketed(parse):
    with pytest.raises(ExpressionError) as caught:
        parse("DUO & PACT - AAA + BBB")  # reads as ((DUO & PACT) - AAA) + BBB in another language
    assert str(caught.value) == (
        "'DUO & PACT - AAA + BBB' can be read in two ways: put brackets around "
        "'PACT - AAA + BBB' where & meets + or -"
    )


def test_spaces_inside_the_brackets_do_not_matter(parse):
    assert parse("( PACT - AAA ) & ( DUO + BBB )") == ("BBB",)


def test_an_expression_may_be_a_thousand_characters_long(parse):
    assert parse("AAA".rjust(1_000)) == ("AAA",)
    longest = "AAA" + "  + BBB" + " + BBB" * 165  # 3 + 7 + 990
    assert len(longest) == 1_000
    assert parse(longest) == ("AAA", "BBB")
    for text in (longest.replace("+", " +", 1), longest + " + BBB"):
        with pytest.raises(ExpressionError) as caught:
            parse(text)
        assert str(caught.value) == f"the coalition is {len(text)} characters long; at most 1000"


@pytest.mark.parametrize("text", ["(" * 300 + "PACT" + ")" * 300, "-" * 900 + "AAA"])
def test_what_is_nested_too_deeply_says_so(parse, text):
    with pytest.raises(ExpressionError, match=r"^cannot read the coalition.*(nested|in front)"):
        parse(text)


def test_a_set_is_named_in_the_order_of_its_codes(tiny):
    assert str(parse_coalition("{RRR, AAA}", tiny([]).group)) == "{AAA, RRR}"


def test_a_name_that_resolves_too_deeply_is_one_clear_error():
    def resolve(name):
        raise RecursionError

    with pytest.raises(ExpressionError) as caught:
        parse_coalition("PACT", resolve)
    assert str(caught.value) == "cannot read the coalition: it is nested too deeply"


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
