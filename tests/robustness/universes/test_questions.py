"""Questions near a row's that are not the same."""

from handmade import figure, held

from balance.comparison.question import Question
from balance.robustness.universes.choices import Choices
from balance.robustness.universes.questions import others_of
from balance.robustness.universes.settings import setting_of

NOTHING = Choices((), (), (), (), (), ())


def others(data, indicator, a, b):
    question = Question(a, b, None, None, "step")
    return others_of(data, setting_of(data, data.indicator(indicator), question, NOTHING))


def test_stale_figures_are_another_question(tiny):
    """Rho has 40 now; 5 are known of 2019, before the limit of a witness."""
    old = held(1, 2, 3, 5, source="three-2019", as_of="2019")
    data = tiny([*held(10, 20, 30, 40), *old])
    (found,) = others(data, "tanks", ("AAA", "BBB", "CCC"), ("RRR",))
    assert (found.kind, found.name) == ("stale", "three-2019")
    assert (found.row.a.bounds.value, found.row.b.bounds.value) == (6, 5)
    assert "36 months" in found.label


def test_figures_before_a_war_are_another_question(tiny):
    old = held(1, 2, 3, 5, source="two-2024", as_of="2023")
    data = tiny([*held(10, 20, 30, 40), *old], wars=[("RRR", "2023-06")])
    (found,) = others(data, "tanks", ("AAA", "BBB", "CCC"), ("RRR",))
    assert found.kind == "stale"
    assert "war" in found.label


def test_the_other_scope_of_a_source(tiny):
    """Rho has 40 with units and 90 with those stored; the source prints both."""
    stored = figure("RRR", "tanks", 90, "one-2025", scope="incl_storage")
    data = tiny([*held(10, 20, 30, 40), stored])
    (found,) = others(data, "tanks", ("AAA", "BBB", "CCC"), ("RRR",))
    assert found.kind == "scope"
    assert (found.row.a.bounds.value, found.row.b.bounds.value) == (60, 90)
    assert found.row.verdict == "not_comparable"


def test_nothing_beside_a_plain_row(tiny):
    data = tiny(held(10, 20, 30, 40))
    assert others(data, "tanks", ("AAA", "BBB", "CCC"), ("RRR",)) == ()


def test_other_definitions_and_bases(data):
    """NATO without the two against Russia: 30 members are not needed, two will do."""
    kinds = {
        name: [(each.kind, each.name) for each in others(data, name, ("DEU", "FRA"), ("RUS",))]
        for name in (
            "active_personnel",
            "military_expenditure",
            "surface_combatants",
            "nuclear_warheads_inventory",
            "tanker_aircraft",
        )
    }
    assert ("definition", "reserve_personnel") in kinds["active_personnel"]
    assert kinds["military_expenditure"] == [("basis", "military_expenditure_ppp")]
    assert kinds["surface_combatants"] == [("extent", "major_surface_combatants")]
    assert kinds["nuclear_warheads_inventory"] == [
        ("extent", "nuclear_warheads_deployed"),
        ("extent", "nuclear_warheads_stockpile"),
    ]
    assert kinds["tanker_aircraft"] == []  # a transport is no tanker by another definition


def test_people_together_are_sums_of_one_source(data):
    """France and Russia in the same edition, added here from its file."""
    figures = data.figures
    figures = figures[(figures["source_id"] == "gfp-2025") & (figures["entity"] == "FRA")]
    held = figures.set_index("indicator")["value"]
    found = {each.name: each.row for each in others(data, "active_personnel", ("FRA",), ("RUS",))}
    row = found["reserve_personnel"]
    assert row.a.bounds.value == held["active_personnel"] + held["reserve_personnel"]
    assert row.verdict == "not_comparable"
    assert row.source == "gfp-2025"
