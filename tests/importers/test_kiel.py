"""Tables of the Ukraine Support Tracker."""

import handmade_files as made
import pytest

from balance.errors import ImportFaults, WrongLayout
from balance.importers import import_file, kiel


def test_allocations_by_donor_and_month(tmp_path):
    imported = import_file(made.kiel(tmp_path))
    figures = imported.dataset.figures
    keyed = {(r.entity, r.indicator, r.as_of): r for r in figures.itertuples()}
    turkey = keyed["TUR", "aid_month_military", "2022-02"]
    assert (turkey.value, turkey.as_stated, turkey.period_end) == (
        2645000.0,
        "0.002645 billion",
        "2022-02-28",
    )
    assert keyed["CZE", "aid_month_humanitarian", "2024-02"].period_end == "2024-02-29"
    institutions = [entity for entity in set(figures["entity"]) if "EU" in entity]
    assert len(institutions) == 1
    assert institutions[0] not in imported.dataset.state_names
    assert institutions[0] != "EU"
    summary = imported.summary
    assert summary.figures == 15
    assert summary.cells == 3 * 8
    assert sum(skipped.count for skipped in summary.skipped) == 9
    source = imported.dataset.source(summary.source_id)
    assert (source["edition"], source["published"]) == ("29", "2026-08-04")


def test_without_the_release_the_months_speak(tmp_path):
    imported = import_file(made.kiel(tmp_path, release=False))
    assert imported.summary.source_id == "kiel-to-2024-03-data-explorer"
    assert "release is not known" in str(imported.summary)


def test_tables_without_months_need_the_release(tmp_path):
    path = tmp_path / "weapons.csv"
    path.write_text(
        "donor,category,number_of_weapons,monetary_value_eur,weapons_list\n"
        'Poland,Tanks,30,60000000,"T-72 (30)"\n',
        encoding="utf-8",
    )
    with pytest.raises(WrongLayout, match="does not say of which day"):
        kiel(path)
    (tmp_path / "release_info.csv").write_text(made.RELEASE, encoding="utf-8")
    figures = kiel(path).figures
    assert dict(zip(figures["indicator"], figures["value"], strict=True)) == {
        "aid_tanks": 30,
        "aid_tanks_value": 60000000,
    }
    assert set(figures["as_of"]) == {"2026-04"}
    text = path.read_text(encoding="utf-8").replace("Tanks", "Balloons")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFaults, match=r"weapons\.csv:2, column category"):
        kiel(path)


def test_sums_over_all_donors_are_aggregates(tmp_path):
    path = tmp_path / "total_allocations.csv"
    path.write_text(
        "year,month,total_allocations,military,financial,humanitarian\n2022,1,0.25,0.2,0,0.05\n",
        encoding="utf-8",
    )
    imported = import_file(path)
    assert (imported.summary.states, imported.summary.aggregates) == (0, 1)
    assert imported.summary.figures == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2022,2,", "2022,13,", "data_explorer.csv:2, column month"),
        ("2022,2,", "202,2,", "data_explorer.csv:2, column year"),
        ("0.142911", "0.142911 ", None),
        ("0.142911", "0.142911e", "data_explorer.csv:3, column total"),
        ('"TUR"', '"CZE"', "mean different things"),
        ("1.5,1.5", "1.5,-1.5", "data_explorer.csv:4, column financial"),
    ],
)
def test_each_damage_is_told_with_its_place(tmp_path, old, new, words):
    path = made.kiel(tmp_path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    if words is None:
        assert len(kiel(path).figures) == 15
        return
    with pytest.raises(ImportFaults) as caught:
        kiel(path)
    assert words in str(caught.value)
