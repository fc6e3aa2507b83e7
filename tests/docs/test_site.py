"""The documentation knows every command, option, kind, format, address and name, and its snippets do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.generate import commands, notebook, snippets, tables
from docs.generate.outside import outside
from docs.generate.site import DOCS, NOTEBOOK, crisis, furnish

import sayso
from sayso.cli.main import COMMANDS
from sayso.core.kinds import KINDS
from sayso.export.formats import FORMATS

WRITTEN = sorted(p for p in DOCS.rglob("*.md") if "generated" not in p.parts)
PAGES = [DOCS.parent / "README.md", *WRITTEN]


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example crisis, read once."""
    return crisis(tmp_path_factory.mktemp("docs") / "crisis.sayso")


def _written() -> str:
    return "\n".join(p.read_text("utf-8") for p in WRITTEN)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of_by_a_person(name: str) -> None:
    """Generated lists do not count: somebody has to say what a command is for."""
    assert re.search(rf"sayso {name}\b", _written()), (
        f"write about 'sayso {name}' in docs/reference or docs/howto"
    )


def test_every_option_stands_in_the_list() -> None:
    page = commands.page()
    missing = [
        f"{name} {option}"
        for name, parser in commands.parsers()
        for action in commands.arguments(parser)
        for option in action.option_strings or [commands.names(action)]
        if option not in page.split(f"sayso {name}\n", 1)[1]
    ]
    assert missing == []
    assert page.count("\n## sayso ") == len(COMMANDS)


def test_every_kind_and_format_stands_in_its_list() -> None:
    page = tables.kinds_page()
    assert [k for k in KINDS if f"| `{k}` |" not in page] == []
    page = tables.formats_page()
    assert [f for f in FORMATS if f"| `{f}` |" not in page] == []
    written = (DOCS / "reference" / "export.md").read_text("utf-8")
    assert [f for f in FORMATS if f"| `{f}` |" not in written] == [], "say what it holds and cannot hold"


def test_every_address_stands_in_the_list() -> None:
    page = tables.routes_page()
    api = [f"{m.upper()} {path}" for path, methods in tables.routes()["paths"].items() for m in methods]
    assert len(api) > 5
    assert [a for a in api if f"### `{a}`" not in page] == []
    desk = tables.pages_of_desk()
    assert {"/", "/tolls", "/review"} <= {path for _, path, _ in desk}
    assert [path for _, path, _ in desk if f"| `{path}` |" not in page] == []


def test_every_name_of_the_package_is_documented() -> None:
    page = (DOCS / "reference" / "python.md").read_text("utf-8")
    names = [n for n in sayso.__all__ if n != "__version__"]
    assert [n for n in names if not re.search(rf":: sayso\.{n}\n", page)] == []


def test_every_measurement_stands_in_the_list() -> None:
    import json

    rows = json.loads((DOCS.parent / "bench" / "results.json").read_text("utf-8"))
    page = tables.results_page()
    assert [r["name"] for r in rows if commands.cell(r["name"]) not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS.parent)))
def test_snippets_do_what_they_say(page: Path, record: Path, tmp_path: Path) -> None:
    furnish(tmp_path, None if page.name == "tutorial.md" else record)
    text = page.read_text("utf-8")
    if page.name == "README.md":  # its shell lines set up and demonstrate a checkout, which .ci/run does
        text = text.replace("```sh", "```console")
    snippets.run_page(page.name, text, tmp_path)


def test_a_broken_snippet_is_found(tmp_path: Path) -> None:
    for code in ("```sh\nsayso tolls none.sayso\n```", "```python\n1 / 0\n```", "```sh\nfalse | true\n```"):
        with pytest.raises(snippets.Broken, match="page, line 3"):
            snippets.run_page("page", f"# x\n\n{code}\n", tmp_path)
    assert snippets.run_page("page", "<!-- not run: it fails -->\n```sh\nfalse\n```\n", tmp_path) == {}


def test_what_a_snippet_prints_is_shown(tmp_path: Path) -> None:
    text = "<!-- shows 2 -->\n```python\nprint('a', 'b', 'c', sep='\\n')\n```\nafter\n"
    assert snippets.with_output("page", text, tmp_path).endswith("```\n\n```text\na\nb\n…\n```\nafter\n")


def test_the_notebook_runs_from_top_to_bottom(record: Path, tmp_path: Path) -> None:
    import nbformat

    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))
    furnish(tmp_path, record)
    cells = notebook.run(NOTEBOOK, tmp_path)
    code = [c for c in cells if c.kind == "code"]
    assert len(code) > 8
    assert all(c.output for c in code)
    assert (tmp_path / "arrests.jsonl").stat().st_size > 0


def test_a_broken_cell_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text('{"cells": [{"cell_type": "code", "source": ["1 / 0"]}]}')
    with pytest.raises(RuntimeError, match=r"x\.ipynb, cell 1: ZeroDivisionError"):
        notebook.run(path, tmp_path)


def test_what_a_page_would_fetch_from_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "well.html").write_text('<a href="https://x.example">x</a><img src="_static/x.png">')
    assert outside(tmp_path) == []
    (tmp_path / "bad.html").write_text(
        '<script src="//x.example/x.js"></script><p style="background:url(http://x)">'
    )
    (tmp_path / "bad.css").write_text("@import 'https://x.example/font.css';")
    assert len(outside(tmp_path)) == 3


def test_links_between_pages_lead_somewhere() -> None:
    made = {"commands", "kinds", "formats", "routes", "results", "analysis"}
    broken = []
    for page in WRITTEN:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if re.match(r"\w+:", target):
                continue
            path = (page.parent / target).resolve()
            if not path.exists() and not (path.parent.name == "generated" and path.stem in made):
                broken.append(f"{page.name}: {target}")
    assert broken == []
