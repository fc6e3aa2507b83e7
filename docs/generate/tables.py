"""Kinds of claim, formats of export, addresses of the desk and measurements, each from where it is defined."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from docs.generate.commands import cell

from sayso.core.claim import STANCES
from sayso.core.figure import MEASURES
from sayso.core.kinds import kinds
from sayso.export.formats import FORMATS

ROOT: Final = Path(__file__).parents[2]
_METHODS: Final = ("get", "post", "put", "patch", "delete")


def kinds_page() -> str:
    """Kinds by group, with their definitions and codes; measures and stances."""
    rows = [
        (k.group, f"`{k.name}`", cell(k.definition), " · ".join(p for p in k.plover if p), k.cameo,
         ": ".join(k.acled) if k.acled else "–")
        for k in kinds().values()
    ]  # fmt: skip
    return (
        "# Kinds of claim\n\nFrom `core/kinds.toml`. Codes are those of the usual case: PLOVER event and mode, CAMEO "
        "root, ACLED event and sub-event type.\n\n"
        + table(("group", "kind", "definition", "PLOVER", "CAMEO", "ACLED"), rows)
        + f"\n**Measures** of figures: {', '.join(f'`{m}`' for m in MEASURES)}.\n"
        + f"\n**Stances**: {', '.join(f'`{s}`' for s in STANCES)}.\n"
    )


def formats_page() -> str:
    """Formats of ``sayso export``, what each needs, and the columns of those that are tables."""
    rows = [
        (f"`{name}`", cell(f.what), "text" if f.text else "a file (`-o`)", "yes" if f.world else "no",
         f"`{f.needs}`" if f.needs else "–")
        for name, f in FORMATS.items()
    ]  # fmt: skip
    page = "# Formats of export\n\nFrom `export/formats.py`. What each cannot hold: "
    page += "[export](../reference/export.md).\n\n"
    page += table(("format", "what it is", "written as", "takes `--policy`", "needs"), rows)
    for name, form in FORMATS.items():
        columns = getattr(import_module(f"sayso.export.{form.module}"), "COLUMNS", None)
        if columns:
            page += f"\n## Columns of {name}\n\n{', '.join(f'`{c}`' for c in columns)}\n"
    return page


def routes() -> dict[str, Any]:
    """The OpenAPI description of the desk."""
    return _app().openapi()  # type: ignore[no-any-return]


def pages_of_desk() -> list[tuple[str, str, str]]:
    """Method, path and purpose of every address of the desk that is no part of the API."""
    found = {}
    for route in _routes(_app()):
        path = getattr(route, "path", "")
        if path.startswith("/api/") or not getattr(route, "methods", None):
            continue
        doc = (getattr(route, "endpoint", None).__doc__ or "").strip().split("\n")[0]
        for method in sorted(route.methods - {"HEAD", "OPTIONS"}):
            found[path, method] = doc
    return [(method, path, doc) for (path, method), doc in sorted(found.items())]


def _routes(app: Any) -> Iterator[Any]:
    """The routes of an app, those of routers that are kept as they are among them, and those of accounts."""
    from sayso.serve.routes import access

    yield from access.router.routes  # there only where the record has accounts
    for route in app.routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from inner.routes


def routes_page() -> str:
    """Every address of the API with its parameters, and every page of the desk."""
    page = (
        "# Addresses of the desk\n\nThe API as the running desk describes it under `/api/v1/openapi.json`, then its "
        "pages. How to use them: [serve](../reference/serve.md).\n\n## API\n"
    )
    for path, methods in routes()["paths"].items():
        for method in (m for m in _METHODS if m in methods):
            page += _route(method.upper(), path, methods[method])
    rows = [(m, f"`{p}`", cell(doc)) for m, p, doc in pages_of_desk()]
    return page + "\n## Pages\n\n" + table(("method", "address", "shows or does"), rows)


def _route(method: str, path: str, about: dict[str, Any]) -> str:
    rows = []
    for one in about.get("parameters", ()):
        schema = one.get("schema", {})
        words = one.get("description") or schema.get("description") or ""
        enum = schema.get("enum") or next((s["enum"] for s in schema.get("anyOf", ()) if "enum" in s), None)
        words += f" One of {', '.join(map(str, enum))}." if enum else ""
        default = schema.get("default")
        words += f" Default {default}." if default not in (None, "") else ""
        rows.append((f"`{one['name']}`", one["in"], cell(words.strip())))
    given = "\n" + table(("parameter", "in", "means"), rows) if rows else ""
    return f"\n### `{method} {path}`\n\n{cell(about.get('description', about.get('summary', '')))}\n{given}"


def _app() -> Any:
    from sayso.cli.serve import look
    from sayso.records import Record
    from sayso.serve.app import make_app

    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "empty.sayso") as record:
        return make_app(record, look(), "docs")


def claims_table() -> str:
    """F1 and slots by reader and texts, as a table for reading."""
    found: dict[str, dict[str, str]] = {}
    for row in _results():
        head, _, measure = row["name"].partition(": ")
        if head.startswith("claims ") and measure.split()[-1] in {"F1", "%"}:
            found.setdefault(head.removeprefix("claims "), {})[measure] = _value(row["value"])
    left_out = {"figure %", "chain %"}  # for the width of a page; the page of all measurements has them
    columns = [c for c in dict.fromkeys(m for row in found.values() for m in row) if c not in left_out]
    rows = [(cell(name), *(row.get(c, "–") for c in columns)) for name, row in found.items()]
    return table(("reader, texts", *columns), rows)


def some(*starts: str) -> str:
    """The measurements whose names begin so, as one table."""
    found = [r for r in _results() if r["name"].startswith(starts)]
    return table(
        ("measurement", "value", "n"),
        [(cell(r["name"]), _value(r["value"]), str(r.get("n", ""))) for r in found],
    )


def model_table() -> str:
    """The model that ships, from its own card."""
    models = ROOT / "src" / "sayso" / "reader" / "models"
    card = json.loads((models / "card.json").read_text("utf-8"))
    thresholds = ", ".join(f"{name} {value}" for name, value in card["thresholds"].items())
    rows = [
        ("name, version", f"{card['name']} {card['version']}"),
        ("encoder", card["encoder"]),
        ("size", f"{(models / 'reader.onnx').stat().st_size / 1e6:.1f} MB, 8-bit weights, ONNX"),
        ("window", f"{card['window']} word pieces, overlapping"),
        ("SHA-256", f"`{card['sha256']}`"),
        ("thresholds", thresholds),
        ("kinds, measures, stances", f"{len(kinds())}, {len(MEASURES)}, {len(STANCES)}"),
    ]
    return table(("", ""), rows)


def measured(name: str) -> float | None:
    """The value of one measurement, None where it was not taken."""
    return next((r["value"] for r in _results() if r["name"] == name), None)


def labelled_table() -> str:
    """How much is labelled, a part a line."""
    found: dict[str, dict[str, str]] = {}
    for row in _results():
        head, _, what = row["name"].partition(": ")
        if head.startswith("labelled, "):
            found.setdefault(head.removeprefix("labelled, "), {})[what] = f"{row['value']:,}"
    columns = list(dict.fromkeys(what for row in found.values() for what in row))
    return table(
        ("part", *columns), [(part, *(row.get(c, "–") for c in columns)) for part, row in found.items()]
    )


def _results() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((ROOT / "bench" / "results.json").read_text("utf-8"))
    return rows


def results_page() -> str:
    """All measurements of the bench, grouped by what they measure."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in _results():
        groups.setdefault(_group(row["name"]), []).append(row)
    page = (
        "# All measurements\n\nFrom `bench/results.json`, as `make bench` wrote it. *n* is the number of cases; the "
        "hash names the data. What they mean: [evaluation](../evaluation.md).\n"
    )
    for name, found in groups.items():
        lines = [
            (cell(r["name"]), _value(r["value"]), str(r.get("n", "")), f"`{r.get('hash', '-')}`")
            for r in found
        ]
        page += f"\n## {name}\n\n" + table(("measurement", "value", "n", "data"), lines)
    return page


def _group(name: str) -> str:
    head = name.split(":")[0].split(",")[0].strip()
    words = head.split()
    return " ".join(words[:2] if words[0] in {"claims", "where", "speed"} else words[:1]).capitalize()


def _value(value: Any) -> str:
    if value is None:
        return "not measured"
    return f"{value:,.1f}" if isinstance(value, float) and abs(value) >= 1 else str(value)


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    heading = list(heading)
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
