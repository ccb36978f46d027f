"""What is drawn stands in the text for those who do not see it, and below the chart its sources."""

import re

from balance.charts.plots import KINDS

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def squeezed(text):
    return "".join(str(text).split())


def test_every_row_and_number_beside_it_stands_in_the_alt_text(charts):
    for name, result, spec in charts:
        alt = squeezed(spec.alt)
        for row in KINDS[spec.kind].plan(result, spec, 2).place.rows:
            assert squeezed(row.label) in alt, (name, spec.kind, row.label)
            for words in row.told:
                for number in _NUMBER.findall(words.text):
                    assert number in alt, (name, spec.kind, row.label, words.text)


def test_every_number_in_the_picture_stands_in_the_alt_text(charts):
    from balance.charts import chart_figure

    for name, result, spec in charts:
        if spec.kind not in ("amounts", "dumbbell", "revisions", "tiles", "gap"):
            continue
        (axes,) = chart_figure(result, spec.kind).axes
        alt = squeezed(spec.alt)
        around = {squeezed(spec.title), squeezed(spec.note)}
        for text in axes.texts:
            if squeezed(text.get_text()) not in around:
                for number in _NUMBER.findall(text.get_text()):
                    assert number in alt, (name, spec.kind, text.get_text())


def test_the_source_line_names_sources_dates_and_members(charts):
    for name, _, spec in charts:
        assert "ources: " in spec.note, (name, spec.kind)
        # Texts of which no date is known are named as read in a copy.
        assert re.search(r"\b(19|20)\d\d\b|read in a copy", spec.note), (name, spec.kind)
    balances = [spec.note for _, _, spec in charts if spec.kind in ("ratios", "coverage")]
    assert all("Members on 2025-02-13. Missing: " in note for note in balances)


def test_the_title_is_a_finding(charts):
    for name, result, spec in charts:
        title = str(spec.title)
        assert len(title.split()) >= 4, (name, title)
        assert not title.endswith("."), (name, title)
        assert title != result.title, (name, title)
