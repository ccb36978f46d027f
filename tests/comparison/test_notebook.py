"""What a notebook shows of a result and of a coalition."""

import re

import balance
from balance.scenarios import SCENARIOS


def test_a_result_shows_answer_table_and_caveats(data):
    shown = balance.compare("BALTIC", "RUS", data=data)._repr_html_()
    assert "<th" in shown
    assert "Submarines" in shown
    assert "Not counted" in shown
    assert "⟦" not in shown


def test_every_scenario_shows_itself(data):
    for name, entry in SCENARIOS.items():
        shown = entry.run(data)._repr_html_()
        assert len(re.findall("<tr>", shown)) > 1, name
        assert "⟦" not in shown, name


def test_labels_are_escaped(tiny):
    from handmade import held

    data = tiny(held(1, 2, 3, 4))
    states = data.table("states")
    states["name"] = "<script>alert(1)</script>"
    from dataclasses import replace

    hostile = replace(data, tables={**data.tables, "states": states})
    result = balance.compare("PACT", "RRR", data=hostile, indicators=["tanks"])
    assert "<script>" not in result._repr_html_()
    assert "&lt;script&gt;" in result._repr_html_()


def test_a_coalition_shows_its_expression_and_members(data):
    shown = data.coalition("BALTIC + POL")._repr_html_()
    assert shown == "<b>BALTIC + POL</b>: 4 states on 2025-02-13<br>EST, LTU, LVA, POL"
