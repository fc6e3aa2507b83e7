"""Settings of the documentation's site (Sphinx). ``make docs`` builds it into ``build/docs``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from docs.generate import site, snippets

import sayso

project = "sayso"
author = "The sayso authors"
project_copyright = "The sayso authors, Apache-2.0"
version = release = sayso.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["generated/*.inc", "pictures"]
source_suffix = {".md": "markdown"}
default_role = "code"
nitpicky = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
suppress_warnings = ["myst.header", "misc.highlighting_failure"]
html_theme = "furo"
html_title = f"sayso {release}"
html_show_sphinx = False
html_copy_source = False
html_static_path: list[str] = []

_scratch = tempfile.TemporaryDirectory(prefix="sayso-docs-")
_record = site.crisis(Path(_scratch.name) / "crisis.sayso")
site.write(Path(_scratch.name) / "analysis", _record)


def _outputs(_app: Any, name: str, source: list[str]) -> None:
    """What its snippets print, put into a page that shows it."""
    folder = Path(_scratch.name) / name.replace("/", "-")
    site.furnish(folder, None if name == "tutorial" else _record)
    source[0] = snippets.with_output(name, source[0], folder)


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("source-read", _outputs)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
