"""What a record answers as typed tables of pyarrow, pandas or polars, whichever is installed.

Days and moments stay text in ISO form: years before 1678 are no days in some of these libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from sayso.core.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from sayso.core.incident import Incident
    from sayso.core.toll import Toll
    from sayso.record.read import Held, Said
    from sayso.record.sources import Source

LIBRARIES: Final = ("arrow", "pandas", "polars")
_INTEGERS: Final = frozenset({
    "low", "high", "start", "end", "chains", "routes", "copies", "reports", "claims", "relayed", "counted",
    "withdrawn", "contested", "number",
})  # fmt: skip
_DECIMALS: Final = frozenset({"score", "lat", "lon"})
_TYPES: Final = {  # text, integer, decimal in each library's own words; all of them know "no value"
    "arrow": ("string", "int64", "float64"),
    "pandas": ("string", "Int64", "Float64"),
    "polars": ("String", "Int64", "Float64"),
}

FIGURES: Final = (
    "measure", "group", "country", "place", "day", "claimant", "claimant_kind", "low", "high", "text", "of", "scope",
    "stance", "status", "because", "part_of", "superseded_by", "withdrawn_on", "grade", "chains", "routes", "copies",
    "reports", "id",
)  # fmt: skip
INCIDENTS: Final = ("id", "kinds", "day", "place", "reports", "inside", "because", "claims")
SOURCES: Final = (
    "name", "voice", "type", "country", "claims", "relayed", "reports", "counted", "withdrawn", "contested",
)  # fmt: skip
REPORTS: Final = (
    "id", "title", "published", "publisher", "agency", "byline", "updated", "notice", "url", "source", "reported_at",
    "added_at", "text",
)  # fmt: skip


def of_claims(found: Iterable[Said], library: str = "arrow") -> Any:
    """One row a claim, with the columns of ``sayso claims --csv`` (`sayso.record.flat.COLUMNS`)."""
    from sayso.record.flat import COLUMNS, flat

    return table([flat(said) for said in found], COLUMNS, library)


def of_figures(tolls: Iterable[Toll], library: str = "arrow") -> Any:
    """One row a figure of each toll, with `FIGURES`; ``reports`` is how many reports show it."""
    rows = [
        {"measure": t.measure, "group": t.of, "country": t.place, **asdict(e), "grade": e.grade.grade}
        | {"reports": len({s.report for s in e.shown})}
        for t in tolls
        for e in t.entries
    ]
    return table(rows, FIGURES, library)


def of_incidents(found: Iterable[Incident], library: str = "arrow") -> Any:
    """One row a happening, with `INCIDENTS`; kinds and the ids of its claims are parted by blanks."""
    rows = [asdict(i) | {"kinds": " ".join(i.kinds), "claims": " ".join(i.claims)} for i in found]
    return table(rows, INCIDENTS, library, texts=("claims",))


def of_sources(found: Iterable[Source], library: str = "arrow") -> Any:
    """One row a claimant, with `SOURCES`; ``voice`` is ``own`` for a publisher that says it itself, else ``quoted``."""
    return table([asdict(s) | {"voice": "own" if s.own else "quoted"} for s in found], SOURCES, library)


def of_reports(found: Iterable[Held], library: str = "arrow") -> Any:
    """One row a report, with `REPORTS`."""
    names = [n for n in REPORTS if n not in {"source", "reported_at", "added_at"}]
    rows = [
        {name: getattr(h.report, name) for name in names}
        | {"source": h.source, "reported_at": h.reported_at, "added_at": h.added_at}
        for h in found
    ]
    return table(rows, REPORTS, library)


def table(
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[str],
    library: str = "arrow",
    texts: Sequence[str] = (),
) -> Any:
    """Rows as a ``pyarrow.Table``, ``pandas.DataFrame`` or ``polars.DataFrame``; ``texts`` are text whatever the name.

    Raises UsageError for another library, MissingExtra where it is not installed.
    """
    if library not in LIBRARIES:
        raise UsageError(f"There are no frames of {library!r}; known: {', '.join(LIBRARIES)}.")
    try:
        module = import_module("pyarrow" if library == "arrow" else library)
    except ModuleNotFoundError:
        raise MissingExtra(f"Frames of {library} need it installed: pip install 'sayso[frames]'.") from None
    text, integer, decimal = _TYPES[library]
    kinds = {
        c: text if c in texts else integer if c in _INTEGERS else decimal if c in _DECIMALS else text
        for c in columns
    }
    values = {c: [row.get(c) for row in rows] for c in columns}
    if library == "arrow":
        schema = module.schema([(c, getattr(module, kind)()) for c, kind in kinds.items()])
        return module.table(values, schema=schema)
    if library == "pandas":
        return module.DataFrame({c: module.array(values[c], dtype=kind) for c, kind in kinds.items()})
    return module.DataFrame(values, schema={c: getattr(module, kind) for c, kind in kinds.items()})
