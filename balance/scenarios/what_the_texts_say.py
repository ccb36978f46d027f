"""Everything that the texts quantify, as they state it."""

from __future__ import annotations

from balance.comparison.assembly import assembled
from balance.comparison.published import from_figure
from balance.comparison.result import Result, Statement
from balance.comparison.sheets import Column, Line, Sheet
from balance.quantities.printing import join_words
from balance.tables.dataset import Dataset
from balance.tables.loading import tables_of

__all__ = ["what_the_texts_say"]

SHEET = Sheet(
    "What the texts say",
    (Column("value", "Read as", "read from the words as stated by the rule for hedges"),),
    {
        "who": "Who",
        "as_of": "True of",
        "stated": "As stated",
        "place": "Where",
        "note": "Note",
    },
    ("These are statements to be tested. They speak for nobody unless they are asked by name.",),
)


def what_the_texts_say(data: Dataset | None = None, *, reading: str = "step") -> Result:
    """List every number of the texts: who, what, as stated, read as what, and where.

    Parameters
    ----------
    data
        The tables; by default the bundled ones.
    reading
        The rule for hedges: ``step`` or ``logical``.

    Returns
    -------
    Result
        Table ``statements``: one row per figure that is quoted from a text.

    Examples
    --------
    >>> from balance.scenarios import what_the_texts_say
    >>> table = what_the_texts_say().table.set_index("row")
    >>> float(table.at["seed-000-nato-main-battle-tanks", "value_low"])
    14000.0
    """
    data = tables_of(data)
    printed = data.figures.set_index("figure_id")
    figures = [
        figure
        for by_source in data.figure_index.values()
        for by_entity in by_source.values()
        for found in by_entity.values()
        for figure in found
        if figure.in_prose
    ]
    order = {key: place for place, key in enumerate(printed.index)}
    lines = []
    for figure in sorted(figures, key=lambda one: order[one.figure_id]):
        row = printed.loc[figure.figure_id]
        names = {**data.state_names, **data.group_labels, "-": "–"}
        words = {
            "who": names[figure.entity],
            "as_of": f"{figure.as_of}/{row['period_end']}" if row["period_end"] else figure.as_of,
            "stated": f"“{row['quote']}”",
            "place": f"{figure.source_id}, {row['locator']}",
            "note": str(row["note"]),
        }
        source = data.source(figure.source_id)
        lines.append(
            Line(
                figure.figure_id,
                data.indicator(figure.indicator).label,
                {"value": from_figure(data, figure, reading)},
                words,
                source["title"] or figure.source_id,
            )
        )
    sources = join_words(dict.fromkeys(line.key[:8] for line in lines))
    silent = [name for name in data.tables["texts"]["source_id"] if f"{name}" not in sources]
    told = f"The texts {sources} are quoted below." if lines else "No text is among the sources."
    if lines and silent:
        told += f" No number is taken from {join_words(silent)}."
    return assembled(
        data,
        title="What the texts say",
        question="What do the texts quantify, in which words, and how are these read?",
        answer=(Statement(told),),
        warnings=(
            Statement("Stated totals are never mixed with sums over members."),
            Statement("Notes say where a text is stale, ambiguous, or says less than it seems to."),
        ),
        sheets={"statements": (SHEET, lines)},
        parameters={"reading": reading},
    )
