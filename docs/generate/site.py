"""The site: generated pages written beside the others, and a folder for each page's snippets to run in."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path
from typing import Final

from docs.generate import commands, notebook, tables, volume

from sayso.cli.main import main

DOCS: Final = Path(__file__).parents[1]
GENERATED: Final = DOCS / "generated"
NOTEBOOK: Final = DOCS / "analysis.ipynb"


def write(folder: Path, record: Path) -> None:
    """Write all generated pages into ``generated/``; ``folder`` is where the notebook is run, on the record."""
    GENERATED.mkdir(exist_ok=True)
    furnish(folder, record)
    pages = {
        "commands.md": commands.page(),
        "kinds.md": tables.kinds_page(),
        "formats.md": tables.formats_page(),
        "routes.md": tables.routes_page(),
        "results.md": tables.results_page(),
        "claims-table.inc": tables.claims_table(),
        "speed-table.inc": tables.some("speed ", "import sayso", "scale, "),
        "steps-table.inc": tables.some(
            "intake", "when, TBAQ", "where ", "how many, claims dev", "who, claims dev"
        ),
        "reliability-table.inc": tables.some("reliability", "claims learned, dev: ECE"),
        "others-table.inc": tables.some(
            "polnear", "factuality", "muc4", "incidents, ECB+", "who, GUM", "when, TDG"
        ),
        "model-table.inc": tables.model_table(),
        "labelled-table.inc": tables.labelled_table(),
        "firstpass-table.inc": tables.some("firstpass: "),
        "batch-table.inc": tables.some("batch, ", "speed learned, 2 processes"),
        "volume-table.inc": volume.page(),
        "example-table.inc": tables.some("reconcile, example"),
        "analysis.md": notebook.page(NOTEBOOK, folder),
    }
    for name, text in pages.items():
        path = GENERATED / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def crisis(path: Path) -> Path:
    """A record of the example crisis, as ``sayso add`` makes it; gives back its path."""
    with contextlib.redirect_stdout(io.StringIO()):
        status = main(["add", "--quiet", str(path), str(DOCS.parent / "examples" / "kazakhstan")])
    if status != 0:
        raise RuntimeError("The example crisis could not be read.")
    return path


def furnish(folder: Path, record: Path | None) -> None:
    """What the snippets of a page take for granted: ``examples/`` and, but for the tutorial, ``crisis.sayso``."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "examples").exists():
        (folder / "examples").symlink_to(DOCS.parent / "examples")
    if record is not None:
        shutil.copyfile(record, folder / "crisis.sayso")
