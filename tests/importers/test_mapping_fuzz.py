"""Mapping files as a user may write them: a mapping or an error that says what is wrong."""

import pytest
from hostile import damaged, examples
from hypothesis import given
from hypothesis import strategies as st

from balance.errors import ImportFault
from balance.importers.mapping import EXAMPLE, TableMapping, read_mapping

VALUES = [
    "1", "-1", "0", "1.5", "nan", "inf", "true", '""', '"years"', '"x"', "[]", "[1]", '["a"]',
    "[[]]", "{}", "{a = 1}", "1979-05-27", "12:00:00", '"fraction"', '"million"', "1000",
    "9" * 5_000, "[" * 5_000, "'''\n[[figures]]\n'''",
]  # fmt: skip
KEYS = [
    "decimal", "missing", "sheet", "name", "code", "year", "date", "as_of", "aggregates", "column",
    "columns", "where", "indicator", "unit", "multiplier", "basis", "scope", "hedge", "note",
    "flow", "implausible", "source_id", "terms", "more",
]  # fmt: skip
SECTIONS = ["[file]", "[rows]", "[source]", "[[figures]]", "[indicators.mine]", "[figures]", "[x]"]


def read(folder, text):
    path = folder / "map.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return read_mapping(path)
    except ImportFault as fault:
        assert "map.toml" in str(fault)
        return None


@given(data=st.data())
@examples(100)
def test_a_mapping_with_damage(tmp_path, data):
    found = read(tmp_path, damaged(data.draw, EXAMPLE))
    assert found is None or isinstance(found, TableMapping)


@given(
    st.lists(
        st.tuples(st.sampled_from(SECTIONS), st.sampled_from(KEYS), st.sampled_from(VALUES)),
        min_size=1,
        max_size=3,
    )
)
@examples(200)
def test_any_value_under_any_key(tmp_path, more):
    lines = EXAMPLE.splitlines()
    for section, key, value in more:
        place = lines.index(section) + 1 if section in lines else len(lines)
        kept = [line for line in lines[place:] if not line.startswith(f"{key} =")]
        new = [f"{key} = {value}"] if section in lines else [section, f"{key} = {value}"]
        lines = [*lines[:place], *new, *kept]
    read(tmp_path, "\n".join(lines))


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("line", [line for line in EXAMPLE.splitlines() if "=" in line])
def test_any_value_in_the_place_of_any_other(tmp_path, line, value):
    read(tmp_path, EXAMPLE.replace(line, f"{line.partition('=')[0]}= {value}"))
