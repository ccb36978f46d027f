import hashlib

import pytest
from handmade import figure, table

from balance.claims.cards import card_faults, card_text, write_cards
from balance.claims.texts import check_texts
from balance.errors import DataFaults

TEXT = "First.\n\nThey have 9 tanks and 9 guns.\n"


@pytest.fixture
def made(tiny, tmp_path):
    def make(quote="9 tanks", locator="paragraph 2", text=TEXT, paragraphs=2):
        data = tiny(
            [figure("AAA", "tanks", 9, "text", quote=quote, locator=locator, as_stated="9")]
        )
        row = {"source_id": "text", "text_file": "t.txt", "paragraphs": paragraphs}
        row["sha256"] = hashlib.sha256(TEXT.encode()).hexdigest()
        data.tables["texts"] = table("texts", [row])
        (tmp_path / "t.txt").write_text(text)
        return data

    return make


def test_a_quotation_that_stands_there_once_is_proved(made, tmp_path):
    assert check_texts(made(), tmp_path) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": "8 tanks"}, "is not in the paragraph"),
        ({"quote": "9 "}, "stands 2 times in paragraph 2"),
        ({"locator": "paragraph 3"}, "expected paragraph 1 to 2; found paragraph 3"),
        ({"locator": "paragraph 1"}, "is not in the paragraph"),
        ({"text": TEXT + "more"}, r"t.txt \[text\]: is another text than the one that was read"),
        ({"paragraphs": 5}, "is not the number of paragraphs; expected 2; found 5"),
    ],
)
def test_each_fault_is_named_with_its_row(change, words, made, tmp_path):
    with pytest.raises(DataFaults, match=words):
        check_texts(made(**change), tmp_path)


def test_a_folder_that_is_none_and_a_text_that_is_missing(made, tmp_path):
    data = made()
    with pytest.raises(DataFaults, match="is not a folder"):
        check_texts(data, tmp_path / "gone")
    (tmp_path / "t.txt").unlink()
    with pytest.raises(DataFaults, match=r"t.txt \[text\]: cannot be read"):
        check_texts(data, tmp_path)


def test_cards_say_what_the_tables_say(data, tmp_path):
    card = card_text(data, "seed-000")
    assert "- Paragraphs: 96" in card
    assert "| `seed-000-nato-main-battle-tanks` | over 14,000 | paragraph 65 |" in card
    assert "| `members-31` |" in card
    assert "- Author: not shown" in card
    folder = tmp_path / "seeds"
    assert card_faults(data, folder) == []  # an installed copy has none
    write_cards(data, folder)
    assert card_faults(data, folder) == []
    (folder / "seed-002.md").write_text("changed")
    (fault,) = card_faults(data, folder)
    assert "seeds/seed-002.md" in str(fault)


def test_the_command_line_names_every_row(run, tmp_path):
    code, _, err = run("check", "--texts", str(tmp_path))
    assert code == 1
    assert err.count("cannot be read") == 5
