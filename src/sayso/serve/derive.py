"""Compares all reports of a record once and keeps what came of it as an SQLite file, so that no page does it again.

``python -m sayso.serve.derive`` does it in a process of its own: a JSON object on standard input names the record's
``address``, the moment ``as_of`` (or null), the ``mark`` of the record's state, and the file ``out``.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.incident import Incident
from sayso.core.toll import Fate, Toll, fates
from sayso.reconcile.filters import Filters as Asked
from sayso.reconcile.incidents import incidents_in
from sayso.reconcile.moments import parse
from sayso.reconcile.tolls import tolls_in
from sayso.reconcile.world import World, world
from sayso.record import pick
from sayso.record.queue import queue
from sayso.record.read import Said
from sayso.record.search import Filters
from sayso.record.sources import Source, sources
from sayso.records import Record
from sayso.serve.packed import pack
from sayso.serve.stand import group_words, standing, toll_id

FORM: Final = 4
"""Number of the form of these files; one of another form is made anew."""

_TABLES: Final = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE reports (id TEXT PRIMARY KEY, claims INTEGER, copied TEXT);
CREATE TABLE copies (report TEXT, origin TEXT, relation TEXT, body TEXT);
CREATE TABLE claims (id TEXT PRIMARY KEY, report TEXT, number INTEGER, speaker TEXT, entry TEXT, withdrawn INTEGER,
  contested INTEGER, incident TEXT, waits INTEGER, because TEXT);
CREATE TABLE tolls (position INTEGER PRIMARY KEY, id TEXT, measure TEXT, of TEXT, place TEXT, figures INTEGER,
  current INTEGER, withdrawn INTEGER, disputes INTEGER, words TEXT, body TEXT);
CREATE TABLE entries (id TEXT, toll INTEGER, PRIMARY KEY (id, toll));
CREATE TABLE incidents (position INTEGER PRIMARY KEY, id TEXT, day TEXT, place TEXT, kinds TEXT, claims INTEGER,
  reports INTEGER, told TEXT, inside TEXT, because TEXT, body TEXT);
CREATE TABLE spots (incident TEXT, lat REAL, lon REAL, name TEXT, precision TEXT, country TEXT, claims INTEGER);
CREATE TABLE sources (position INTEGER PRIMARY KEY, short TEXT, body TEXT);
"""
_INDEXES: Final = """
CREATE INDEX claims_incident ON claims (incident);
CREATE INDEX claims_waits ON claims (waits);
CREATE INDEX claims_report ON claims (report);
CREATE INDEX copies_report ON copies (report);
CREATE INDEX copies_origin ON copies (origin);
CREATE INDEX tolls_id ON tolls (id);
CREATE INDEX incidents_id ON incidents (id);
CREATE INDEX incidents_inside ON incidents (inside);
CREATE INDEX spots_incident ON spots (incident);
"""
_PRECISIONS: Final = ("poi", "populated", "district", "province", "country", "region")


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is worked out of a record as of a moment."""

    world: World
    tolls: tuple[Toll, ...]
    incidents: tuple[Incident, ...]
    fates: Mapping[str, Fate]
    current: tuple[Said, ...]
    reports: int
    sources: tuple[Source, ...]


def derive(record: Record, as_of: str | None, into: sqlite3.Connection, mark: str) -> None:
    """Fill an empty database with tolls, incidents, sources and what became of each claim, as of a moment."""
    known = _known(record, as_of)
    into.executescript(_TABLES)
    with into:
        for table, rows in _rows(known).items():
            _insert(into, table, rows)
        counts = {
            "form": FORM, "mark": mark, "reports": known.reports, "incidents": len(known.incidents),
            "claims": len(known.current), "earlier": len(known.world.coded) - known.reports,
            "disputes": sum(len(t.disputes) for t in known.tolls), "sources": len(known.sources),
            "facets": json.dumps(pick.facets(record.store, Filters(as_of=as_of))),
        }  # fmt: skip
        _insert(into, "about", ((key, str(value)) for key, value in counts.items()))
    into.executescript(_INDEXES)


def _known(record: Record, as_of: str | None) -> _Known:
    said = record.claims(Filters(versions=True))
    held = record.reports(Filters(versions=True))
    told = {number: [s.claim for s in some] for number, some in groupby(said, key=lambda s: s.held.number)}
    coded = [CodedReport(h.report, tuple(told.get(h.number, ()))) for h in held]
    found = world(coded, parse(as_of) if as_of else None, decisions=record.decisions())
    tolls = tuple(sorted(tolls_in(found, Asked(as_of=as_of)), key=lambda t: -len(t.entries)))
    now = {h.number for h in record.reports(Filters(as_of=as_of))}
    current, what = tuple(s for s in said if s.held.number in now), fates(tolls)
    return _Known(found, tolls, incidents_in(found), what, current, len(now), tuple(sources(current, what)))


def _rows(known: _Known) -> dict[str, Iterable[Sequence[Any]]]:
    """Table → its rows."""
    coded, tolls, incidents = known.world.coded, known.tolls, known.incidents
    claims = {claim.id: claim for c in coded for claim in c.claims}
    listed = list(enumerate(known.sources))
    return {
        "reports": ((c.report.id, len(c.claims), known.world.copied.get(c.report.id)) for c in coded),
        "copies": ((c.report, c.origin, c.relation, pack(c)) for c in known.world.copies),
        "claims": _claims(known),
        "tolls": (_toll(position, toll) for position, toll in enumerate(tolls)),
        "entries": {(e.id, position): None for position, toll in enumerate(tolls) for e in toll.entries},
        "incidents": (_incident(position, i, claims) for position, i in enumerate(incidents)),
        "spots": [*_spots(None, claims.values()), *_all_spots(incidents, claims)],
        "sources": ((n, pack(replace(source, figures=())), pack(source)) for n, source in listed),
    }


def _claims(known: _Known) -> Iterator[Sequence[Any]]:
    """Every claim with its number on the page, whose say-so it is, its figure's fate, its incident, its turn to be
    looked at by a person; those that persons rejected with their turn alone, for it comes back if that is undone."""
    incident_of: dict[str, str] = {}
    for incident in known.incidents:
        for claim_id in incident.claims:
            incident_of.setdefault(claim_id, incident.id)
    disputed = {claim for claim, fate in known.fates.items() if fate.contested}
    waits = {w.said.claim.id: (n, w.because) for n, w in enumerate(queue(known.current, (), disputed))}
    for coded in known.world.coded:
        ordered = sorted(coded.claims, key=lambda c: (c.quote.start, c.trigger.start))
        for number, claim in enumerate(ordered, 1):
            fate = known.fates.get(claim.id)
            figure = (fate.entry, fate.withdrawn, fate.contested) if fate else (None, None, None)
            turn = waits.pop(claim.id, (None, None))
            yield (
                claim.id, coded.report.id, number, _speaker(known.world, claim, coded), *figure,
                incident_of.get(claim.id), *turn,
            )  # fmt: skip
    for claim_id, turn in waits.items():
        yield (claim_id, None, None, None, None, None, None, None, *turn)


def _speaker(known: World, claim: Claim, coded: CodedReport) -> str:
    """Whose say-so it is, under the name that its figures stand under too."""
    if not claim.says:
        return f"{coded.report.publisher or coded.report.agency or 'unknown house'} (own voice)"
    if claim.says[0].unnamed:
        return "unnamed"
    return known.claimants.label(coded.report.id, claim.says[0])


def _toll(position: int, toll: Toll) -> Sequence[Any]:
    withdrawn = sum(e.status == "withdrawn" for e in toll.entries)
    return (
        position, toll_id(toll), toll.measure, group_words(toll), toll.place, len(toll.entries),
        len(toll.current()), withdrawn, len(toll.disputes), standing(toll)[0], pack(toll),
    )  # fmt: skip


def _incident(position: int, incident: Incident, claims: Mapping[str, Claim]) -> Sequence[Any]:
    told = claims[incident.claims[0]].quote.text
    return (
        position, incident.id, incident.day, incident.place, json.dumps(incident.kinds), len(incident.claims),
        incident.reports, told, incident.inside, incident.because, pack(incident),
    )  # fmt: skip


def _all_spots(incidents: Iterable[Incident], claims: Mapping[str, Claim]) -> Iterator[Sequence[Any]]:
    for incident in incidents:
        yield from _spots(incident.id, (claims[c] for c in incident.claims))


def _spots(incident: str | None, claims: Iterable[Claim]) -> list[Sequence[Any]]:
    """Places with coordinates and how many claims are set there; of all claims where ``incident`` is None."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for claim in claims:
        place = claim.place
        if place is not None and place.lat is not None and place.precision in _PRECISIONS:
            seen[place.lat, place.lon, place.name, place.precision, place.country] += 1
    return [(incident, *spot, number) for spot, number in seen.items()]


def _insert(into: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    width = len(into.execute(f"PRAGMA table_info({table})").fetchall())
    holes = ", ".join("?" * width)
    into.executemany(f"INSERT INTO {table} VALUES ({holes})", ([_safe(v) for v in row] for row in rows))


def _safe(value: Any) -> Any:
    """Without half characters, which SQLite does not take."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def main() -> int:
    """Derive what standard input asks for; the file is there whole or not at all."""
    asked = json.load(sys.stdin)
    out = Path(asked["out"])
    part = out.with_name(f"{out.name}.part")
    part.unlink(missing_ok=True)
    with Record.open(asked["address"], make=False) as record, closing(sqlite3.connect(part)) as into:
        derive(record, asked["as_of"], into, asked["mark"])
    part.replace(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
