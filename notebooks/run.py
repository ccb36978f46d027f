"""Run the notebooks from a clean kernel and store what they print.

``python notebooks/run.py`` runs all and stores their outputs, without times and other traces of
the run, so that a notebook changes only if its results do. The tests run them again and compare.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

__all__ = ["notebooks", "run", "texts"]

HERE = Path(__file__).parent
_SECONDS = 180


def notebooks() -> list[Path]:
    """Return the notebooks in order."""
    return sorted(HERE.glob("*.ipynb"))


def run(path: Path) -> Any:
    """Return a notebook with the outputs of a clean kernel."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    NotebookClient(notebook, timeout=_SECONDS, kernel_name="python3").execute(cwd=str(HERE))
    for place, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{place}"
        cell.metadata = {}
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def texts(notebook: Any) -> list[str]:
    """Return what the cells of a notebook print as text, in order, sizes of figures aside."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                found.append(output.text)
            elif "data" in output:
                found.append(output.data.get("text/plain", ""))
    return [text for text in found if not text.startswith("<Figure ")]


if __name__ == "__main__":
    for path in notebooks():
        nbformat.write(run(path), path)
        print(path.name)  # noqa: T201
