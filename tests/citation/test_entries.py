"""Entries as sentences and as BibTeX, read back by another program's parser."""

from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from balance.citation.entries import Entry, bibtex_text, entry_bibtex, entry_text

ARTICLE = Entry(
    "key-1",
    "article",
    "Tanks & guns: 100 % of_what?",
    authors=("Doe, Jane", "{R&D Institute}"),
    journal="Journal of Sums",
    volume="3",
    number="2",
    pages="10-12",
    published="2024-05-07",
    url="https://example.org/a_b%20c?x=1&y=2#z",
    notes=("Read: a copy.",),
)


def test_an_article_as_sentences_and_as_bibtex():
    """Both written by hand."""
    assert entry_text(ARTICLE) == (
        "Doe, Jane; R&D Institute (2024-05-07). Tanks & guns: 100 % of_what? "
        "Journal of Sums 3(2), 10–12. https://example.org/a_b%20c?x=1&y=2#z. Read: a copy."
    )
    assert entry_bibtex(ARTICLE) == "\n".join(
        [
            "@article{key-1,",
            r"  author = {Doe, Jane and {R\&D Institute}},",
            r"  title = {{Tanks \& guns: 100 \% of\_what?}},",
            "  journal = {Journal of Sums},",
            "  volume = {3},",
            "  number = {2},",
            "  pages = {10--12},",
            "  year = {2024},",
            "  month = may,",
            "  day = {7},",
            "  url = {https://example.org/a_b%20c?x=1&y=2#z},",
            "  note = {Read: a copy.},",
            "}",
        ]
    )


def test_another_parser_reads_the_same():
    entry = parse_string(entry_bibtex(ARTICLE), "bibtex").entries["key-1"]
    assert entry.type == "article"
    jane, institute = entry.persons["author"]
    assert (jane.first_names, jane.last_names) == (["Jane"], ["Doe"])
    assert institute.last_names == [r"{R\&D Institute}"]
    assert entry.fields["month"] == "May"
    assert entry.fields["url"] == ARTICLE.url


def test_what_is_not_known_is_not_made_up():
    bare = Entry("bare", "misc", "")
    assert entry_bibtex(bare) == "@misc{bare,\n}"
    assert entry_text(bare) == "Author not shown (date not shown). Untitled."


def test_a_chapter_names_its_book():
    chapter = Entry(
        "c",
        "incollection",
        "On war",
        authors=("Doe, Jane",),
        editors=("Roe, R.",),
        booktitle="Collected",
        pages="1-9",
        publisher="Press",
        address="Town",
        published="1972",
    )
    assert entry_text(chapter) == (
        "Doe, Jane (1972). On war. In: Roe, R. (eds), Collected, 1–9. Town: Press."
    )


@given(st.text(max_size=60))
def test_braces_balance_whatever_the_text_holds(text):
    """The parser must find the end of the field, and the next field after it."""
    told = entry_bibtex(Entry("x", "misc", text, published="2001", notes=(text,)))
    entry = parse_string(told, "bibtex").entries["x"]
    assert entry.fields["year"] == "2001"
    depth = 0
    for letter in bibtex_text(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


def unescaped(text):
    """Return what a field stands for; written without looking at how it is escaped."""
    words = {
        r"\textbackslash{}": "\0",
        r"\textbraceleft{}": "{",
        r"\textbraceright{}": "}",
        r"\textasciitilde{}": "~",
        r"\textasciicircum{}": "^",
    }
    for code, letter in words.items():
        text = text.replace(code, letter)
    for letter in "&%_#$":
        text = text.replace("\\" + letter, letter)
    return text.replace("\0", "\\")


@given(st.text(alphabet=r"ab\{}&%_#$~^ é中", max_size=40))
def test_nothing_is_lost_by_escaping(text):
    assert unescaped(bibtex_text(text)) == " ".join(text.split())
