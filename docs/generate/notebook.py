"""A notebook as a page: its words, its code, and what the code gives when it is run now."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``markdown`` or ``code``, its source, and of code what it printed and the value it ended with."""

    kind: str
    source: str
    output: str = ""


def run(notebook: Path, folder: Path) -> list[Cell]:
    """The cells of a notebook, run from top to bottom in a folder. An error in a cell is raised with its number."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    for number, raw in enumerate(json.loads(notebook.read_text("utf-8"))["cells"], 1):
        source = "".join(raw["source"])
        if raw["cell_type"] != "code":
            cells.append(Cell("markdown", source))
            continue
        try:
            with contextlib.chdir(folder):
                cells.append(Cell("code", source, _run(source, names)))
        except Exception as error:
            raise RuntimeError(f"{notebook.name}, cell {number}: {type(error).__name__}: {error}") from error
    return cells


def page(notebook: Path, folder: Path) -> str:
    """The notebook as Markdown, with the outputs of this run."""
    pieces = []
    for cell in run(notebook, folder):
        if cell.kind == "markdown":
            pieces.append(cell.source)
        else:
            pieces.append(f"```python\n{cell.source}\n```")
            if cell.output.strip():
                pieces.append(f"```text\n{cell.output.rstrip()}\n```")
    return "\n\n".join(pieces) + "\n"


def _run(source: str, names: dict[str, Any]) -> str:
    """Run a cell as a notebook does: what it prints, then the value of its last line if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, "<cell>", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
            if value is not None:
                print(value)
    return out.getvalue()
