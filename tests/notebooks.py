"""The notebooks are written as .py; `python -m tests.notebooks` makes the .ipynb beside them, without outputs."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "notebooks"


def sources() -> list[Path]:
    """The notebooks, in their order."""
    return sorted(FOLDER.glob("[0-9]_*.py"))


def made(source: Path) -> str:
    """The .ipynb of a .py: the same each time, so cells are named by their number."""
    import jupytext
    import nbformat

    notebook = jupytext.read(source)
    for n, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{n}"
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call, unused-ignore]
    return text + "\n"


if __name__ == "__main__":
    for one in sources():
        one.with_suffix(".ipynb").write_text(made(one), "utf-8")
