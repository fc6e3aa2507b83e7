"""The example crisis with its listed claims in a record, and what exports are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from bench.reconcile_example import perfect

from sayso.core.arrival import Arrival
from sayso.core.claim import Claim
from sayso.core.figure import Figure
from sayso.core.incident import Incident
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.toll import Grade, Showing, Toll, TollEntry
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.export.gather import Bundle, Happening, Item, happenings, items_of
from sayso.record import write
from sayso.record.read import Held, Said
from sayso.records import Record


@pytest.fixture(scope="session")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example; tests that change it copy it."""
    path = tmp_path_factory.mktemp("export") / "crisis.sayso"
    with Record.open(path, clock=lambda: dt.datetime(2022, 3, 20, tzinfo=dt.UTC)) as record:
        for name, coded in perfect().items():
            write.add(record.store, Arrival(coded.report, name, coded.report.text.encode()), coded, "listed")
    return path


@pytest.fixture(scope="session")
def bundle(crisis: Path) -> Bundle:
    """All claims of the record, with incidents and tolls."""
    with Record.open(crisis, make=False) as record:
        return happenings(Bundle(items_of(record.claims(), record.decisions())), record.world())


def _claim(report: Report, number: int, sets: Mapping[str, object]) -> Claim:
    quote = Span.cut(report.text, 0, len(report.text))
    place = sets.get("place", "Brackwater, Ruritania")
    where = Where(NOWHERE, str(place), "KZ", lat=48.5, lon=67.25, precision="populated") if place else None
    slots: dict[str, object] = {"place": where, "when": When(NOWHERE, "2030-05-01", "day")}
    for slot in ("actor", "target"):
        if slot in sets:
            name, sector = str(sets[slot]).rsplit("/", 1)
            slots[slot] = Who(quote, name, "group", sector=sector or None)
    if "dead" in sets:
        low = int(str(sets["dead"]))
        slots["figure"] = Figure(quote, low, low, "killed", of=str(sets.get("of", "people")))
    known = {k: v for k, v in sets.items() if k in {"stance", "when", "where", "says"}}
    known |= {"place": known.pop("where")} if "where" in known else {}
    kind = str(sets.get("kind", "kill"))
    return Claim(f"c{number}", kind, quote, Span.cut(report.text, 0, 4), **(slots | known))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def happen() -> Callable[..., Bundle]:
    """Makes a bundle of one incident: claims by their slots (``actor`` and ``target`` as "name/SECTOR")."""

    def made(*claims: Mapping[str, object], text: str = "Shots were heard.", **incident: object) -> Bundle:
        report = Report(
            "r1", text, (Part("body", 0, len(text)),), published="2030-05-02", publisher="Mudflat News"
        )
        held = Held(1, report, "r1.txt", "2030-05-02T00:00:00Z", "2030-05-03T00:00:00Z")
        items = tuple(
            Item(_claim(report, n, sets), Said(_claim(report, n, sets), held, "made"))
            for n, sets in enumerate(claims)
        )
        ids = tuple(i.claim.id for i in items)
        kinds = tuple(dict.fromkeys(i.claim.kind for i in items))
        known = {"day": "2030-05-01", "place": "Brackwater", "reports": 1, "because": "made"} | incident
        one = Incident("i1", kinds, claims=ids, **known)  # type: ignore[arg-type]
        return Bundle(items, (Happening(one, items, tuple(_toll(i) for i in items if i.claim.figure)),))

    return made


def _toll(item: Item) -> Toll:
    figure = item.claim.figure
    assert figure is not None
    of = figure.of or "people"
    showing = Showing(item.claim.id, item.report.id, "2030-05-02", "news")
    entry = TollEntry(
        f"e{item.claim.id}", "police", figure.low, figure.high, str(figure.low), of, "event", None, "2030-05-01",
        "current", "made", (showing,), Grade("single", "made"),
    )  # fmt: skip
    return Toll("killed", of, "Brackwater", (entry,))
