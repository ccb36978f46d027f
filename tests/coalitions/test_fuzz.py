"""Coalition expressions as a user may write them."""

from datetime import date

from hostile import examples, hostile
from hypothesis import example, given

from balance.coalitions.coalition import Coalition
from balance.coalitions.expression import LONGEST, parse_coalition
from balance.errors import BalanceError, UnknownName

STATES = frozenset({"AAA", "BBB", "CCC"})
GROUPS = {"PACT": frozenset({"AAA", "BBB"}), "DUO": frozenset({"BBB", "CCC"})}
TEXTS = hostile(
    "PACT", "DUO", "AAA", "BBB", "CCC", "+", "-", "&", "{", "}", "(", ")", ",", " ", " + ",
    " - ", " & ", "*", "|", "if", ".", "=", ":", "{AAA, BBB}", "(PACT & DUO)", "(" * 90, ")" * 90,
)  # fmt: skip


def resolve(name):
    members = GROUPS.get(name, frozenset({name}))
    if not members <= STATES:
        raise UnknownName(f"{name!r} is neither a state nor a group")
    return Coalition(members, date(2025, 2, 13), name, STATES, name in STATES)


@given(TEXTS)
@example("PACT" + " & PACT" * 142)
@example("(" * 199 + "PACT" + ")" * 199)
@example("AAA" + "+AAA" * 249)
@example("-" * 1_000)
@example("{" * 1_000)
@example("PACT & (DUO")
@examples(300)
def test_a_coalition_or_one_clear_error(text):
    try:
        found = parse_coalition(text, resolve)
    except BalanceError as fault:
        assert str(fault)
        return
    assert found.members <= STATES
    assert text.strip().isascii()
    # What it is called leads back to it, unless the name has become too long to read.
    assert len(found.label) > LONGEST or parse_coalition(found.label, resolve) == found
