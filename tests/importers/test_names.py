"""Names that must match, and names that must not."""

from pathlib import Path

import pandas as pd
import pytest

from balance.errors import ImportFaults, UnknownEntities
from balance.importers.names import names_of, resolve
from balance.tables.names import folded


def resolved(data, scheme, *rows, unknown="error"):
    cells = pd.DataFrame(
        [
            {
                "name": name,
                "code": code,
                "aggregate": bool(more and more[0]),
                "as_of": str(more[1]) if len(more) > 1 else "2020",
                "locator": "row 1",
            }
            for name, code, *more in rows
        ]
    )
    return resolve(cells, names_of(data, scheme), Path("x.csv"), unknown=unknown)


SAME = {
    "TUR": ["Türkiye", "Turkiye", "Turkey", "TURKEY", " Türkiye  "],
    "KOR": ["Korea, South", "Korea, Rep.", "South Korea", "ROK"],
    "PRK": ["Korea, North", "Korea, Dem. People’s Rep.", "Korea, Dem. People's Rep."],
    "VNM": ["Viet Nam", "Vietnam"],
    "COD": [
        "Congo, DR",
        "Congo, Dem. Rep.",
        "DR Congo",
        "Democratic Republic of the Congo",
        "Democratic Republic of Congo",
        "DRC",
    ],
    "COG": ["Congo, Republic", "Congo, Republic of ", "Congo, Rep."],
    "SVK": ["Slovakia", "Slovak Republic"],
    "CZE": ["Czechia", "Czechia*", "Czech Republic"],
    "USA": [
        "United States of America",
        "United States",
        "USA",
        "United States ",
        "United States   (US dollars)",
    ],
    "CIV": ["Cote d'Ivoire", "Côte d’Ivoire", "Côte d'Ivoire", "Ivory Coast"],
    "TLS": ["Timor Leste", "Timor-Leste", "East Timor"],
    "KGZ": ["Kyrgyz Republic", "Kyrgyzstan"],
    "CPV": ["Cape Verde", "Cabo Verde"],
    "GMB": ["Gambia, The", "Gambia", "The Gambia"],
    "SWZ": ["eSwatini", "Eswatini", "Swaziland"],
    "BIH": ["Bosnia-Herzegovina", "Bosnia and Herzegovina"],
    "RUS": ["Russia", "Russian Federation"],
    "DDR": ["German DR", "German Democratic Republic", "East Germany"],
    "GBR": ["UK", "United Kingdom"],
    "ARE": ["UAE", "United Arab Emirates"],
    "BLZ": ["Beliz", "Belize"],
    "SUN": ["USSR", "Soviet Union"],
    "YUG": ["Yugoslavia", "Yugoslavia "],
    "CSK": ["Czechoslovakia"],
    "XYA": ["Yemen, North"],
    "YEM": ["Yemen", "Yemen, Rep."],
    "MKD": ["North Macedonia", "Macedonia, FYR"],
}


@pytest.mark.parametrize("scheme", ["sipri", "nato", "owid", "kiel", "table", "world-bank"])
@pytest.mark.parametrize("state", SAME)
def test_names_that_must_match(data, scheme, state):
    found = resolved(data, scheme, *((name, "") for name in SAME[state]))
    assert set(found.entity) == {state}


@pytest.mark.parametrize(
    "name",
    [
        "Hezbollah (Lebanon)*",
        "PKK (Turkiye)*",
        "Ukraine Rebels*",
        "Kurdistan Regional Government (Iraq)*",
        "Amal (Lebanon)*",
        "African Union**",
        "Unknown recipient(s)",
        "NATO Europe and Canada",
        "SL",
        "OTR",
        "Korea",
        "Guinea-Conakry Rebels",
        "Germanyy",
        "Congo Free",
        "Ruritania",
        "KOR",
        "rus",
        "Georgia (US state)",
        "Total",
    ],
)
def test_names_that_must_not_match_any_state(data, name):
    for scheme in ("sipri", "owid", "world-bank", "table"):
        with pytest.raises(UnknownEntities) as caught:
            resolved(data, scheme, (name, ""))
        assert repr(name) in str(caught.value)


def test_natos_aggregates_are_its_groups_and_canada_is_not_one_of_them(data):
    rows = [("NATO Europe and Canada", "", True), ("NATO Total", "", True), ("Canada", "")]
    assert list(resolved(data, "nato", *rows).entity) == ["NATO_EUROPE_CANADA", "NATO", "CAN"]


def test_a_row_marked_as_an_aggregate_never_becomes_a_state(data):
    found = resolved(data, "sipri", ("Georgia", "", True), ("Georgia", ""))
    assert list(found.entity) == ["", "GEO"]
    assert list(found.label) == ["Georgia", ""]


@pytest.mark.parametrize(
    ("code", "year", "state"),
    [
        ("2", 1816, "USA"),
        ("365", 1900, "RUS"),
        ("365", 1923, "SUN"),
        ("365", 1991, "SUN"),
        ("365", 1992, "RUS"),
        ("345", 1900, "SRB"),
        ("345", 1950, "YUG"),
        ("345", 2004, "SCG"),
        ("345", 2010, "SRB"),
        ("255", 1990, "DEU"),
        ("260", 1980, "DEU"),
        ("260", 1990, "XWG"),
        ("265", 1990, "DDR"),
        ("300", 1900, "XAH"),
        ("315", 1990, "CSK"),
        ("316", 1993, "CZE"),
        ("678", 1970, "XYA"),
        ("679", 1990, "YEM"),
        ("680", 1970, "YMD"),
        ("730", 1900, "XKO"),
        ("732", 1950, "KOR"),
        ("816", 1970, "VDR"),
        ("816", 1976, "VNM"),
        ("817", 1970, "XVS"),
    ],
)
def test_numbers_of_the_correlates_of_war_change_their_meaning_with_the_years(
    data, code, year, state
):
    assert resolved(data, "cow", ("", code, False, year)).entity[0] == state


def test_abbreviations_of_one_scheme_are_no_codes_of_another(data):
    # KOR is the old empire of Korea in the Correlates of War, and South Korea in ISO 3166.
    assert resolved(data, "cow", ("KOR", "730", False, 1900)).entity[0] == "XKO"
    assert resolved(data, "world-bank", ("Korea, Rep.", "KOR")).entity[0] == "KOR"
    with pytest.raises(UnknownEntities):
        resolved(data, "kiel", ("", "SL"))


def test_a_year_outside_all_meanings_is_unknown(data):
    with pytest.raises(UnknownEntities, match=r"260 \(1995\)"):
        resolved(data, "cow", ("", "260", False, 1995))


def test_a_name_and_a_code_that_disagree_are_a_fault(data):
    with pytest.raises(ImportFaults, match=r"mean different things.*row 1"):
        resolved(data, "world-bank", ("Norway", "SWE"))
    with pytest.raises(ImportFaults, match="CAN by the name, USA by the code"):
        resolved(data, "cow", ("CAN", "2", False, 1990))


def test_all_unknown_names_are_told_at_once_with_the_nearest(data):
    with pytest.raises(UnknownEntities) as caught:
        resolved(data, "sipri", ("Germny", ""), ("Norway", ""), ("Frnace", ""), ("Germny", ""))
    text = str(caught.value)
    assert "2 names that no table knows" in text
    assert "'Germny'" in text
    assert "Germany" in text
    assert "France" in text
    assert "Norway'" not in text


def test_kept_and_dropped_names_are_marked(data):
    for policy in ("keep", "drop"):
        found = resolved(data, "sipri", ("Ruritania", ""), ("Norway", ""), unknown=policy)
        assert list(found.entity) == ["", "NOR"]
        assert list(found.known) == [False, True]
        assert found.unknown == ("Ruritania",)


def test_aliases_are_counted_and_own_names_are_not(data):
    found = resolved(data, "sipri", ("Korea, South", ""), ("Norway", ""), ("World", ""))
    assert found.by_alias == {"Korea, South": "KOR"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yemen, North", "Yemen"),
        ("Guinea", "Guinea-Bissau"),
        ("Niger", "Nigeria"),
        ("Mali", "Malı"),
    ],
)
def test_folding_keeps_different_names_apart(one, other):
    assert folded(one) != folded(other)


def test_every_state_of_today_is_known_to_every_scheme_by_its_own_name(data):
    states = data.table("states")
    for scheme in ("sipri", "owid", "table"):
        found = resolved(data, scheme, *((name, "") for name in states["name"]))
        assert list(found.entity) == list(states["state"])
