"""A page with every kind of chart in every state, theme and width: ``make gallery``."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from handmade_charts import MADE, STATES, result_of

from balance.charts import chart_figure
from balance.charts.layout import COLUMNS
from balance.charts.style import save
from balance.charts.themes import THEMES

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Gallery of charts</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font-family: sans-serif; margin: 1rem; background: #f4f4f4; color: #0b0c0c; }
figure { display: inline-block; vertical-align: top; margin: 0.5rem; max-width: 100%; }
img { max-width: 100%; border: 1px solid #8a9196; }
</style></head><body>
<h1>Every kind of chart in every state</h1>
<p>The tables are made by hand; nothing here is a finding.</p>
"""


def written(folder: Path) -> Iterator[str]:
    """Write every chart into a folder and yield the lines of the page."""
    yield "<nav>" + " ".join(f'<a href="#{kind}">{kind}</a>' for kind in MADE) + "</nav>"
    for kind in MADE:
        yield f'<h2 id="{kind}">{kind}</h2>'
        for state in STATES:
            yield f"<h3>{kind}: {html.escape(state)}</h3>"
            result = result_of(kind, state)
            if result is None:
                yield "<p>There is nothing to draw, and no chart.</p>"
                continue
            for theme in THEMES:
                for columns in COLUMNS:
                    figure = chart_figure(result, kind, theme=theme, columns=columns)
                    name = f"{kind}-{state.replace(' ', '-')}-{theme}-{columns}.svg"
                    (folder / name).write_bytes(save(figure, "svg"))
                    words = f"{kind}, {state}, {theme}, in {columns} of 2 columns"
                    yield f'<figure><img src="{name}" alt="{words}" loading="lazy"></figure>'


def main(folder: Path) -> None:
    """Write the gallery."""
    folder.mkdir(parents=True, exist_ok=True)
    page = [HEAD, *written(folder), "</body></html>"]
    (folder / "index.html").write_text("\n".join(page) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"))
