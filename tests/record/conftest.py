"""A record in SQLite and, where a server is given, in PostgreSQL; reports and claims made by hand and by chance."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core.arrival import Arrival
from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.ids import report_id
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.record.open import Store, open_store

SERVER = os.environ.get("SAYSO_TEST_POSTGRES")
DAY = dt.datetime(2022, 3, 5, 9, 30, tzinfo=dt.UTC)


class Hands:
    """A clock that stands until it is set on."""

    def __init__(self) -> None:
        self.time = DAY

    def __call__(self) -> dt.datetime:
        return self.time

    def pass_(self, **span: int) -> None:
        """Set the clock on."""
        self.time += dt.timedelta(**span)


@pytest.fixture
def clock() -> Hands:
    """Stands at 5 March 2022, 9:30 UTC."""
    return Hands()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new record can be made; the schema in PostgreSQL is dropped afterwards."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.sayso")
        return
    if not SERVER:
        pytest.skip("no PostgreSQL: set SAYSO_TEST_POSTGRES to an address like postgresql://user@host/name")
    schema = f"sayso_test_{uuid.uuid4().hex[:12]}"
    yield f"{SERVER}{'&' if '?' in SERVER else '?'}schema={schema}"
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())


@pytest.fixture
def store(address: str, clock: Hands) -> Iterator[Store]:
    """A new, empty record."""
    with open_store(address, make=True, clock=clock) as made:
        yield made


def report(text: str, published: str | None = "2022-03-02", url: str | None = None, **more: str) -> Report:
    """A report whose first line is its title."""
    title = text.split("\n", 1)[0]
    parts = (
        Part("title", 0, len(title)),
        *((Part("body", len(title) + 2, len(text)),) * (len(text) > len(title))),
    )
    made = Report(report_id(text, published, url), text, parts, title, published, url=url, language="en")
    return replace(made, **more)  # type: ignore[arg-type]


def toll(dead: int = 12, claimant: str = "The health ministry", **more: str) -> CodedReport:
    """A report that says once how many died and once who was arrested."""
    text = (
        f"Depot fire in Northport kills {dead}\n\n"
        f"{claimant} said {dead} dock workers were killed in Northport on 1 March. "
        "Police arrested more than 40 people in Eastmarsh, state radio reported."
    )
    made = report(text, **more)

    def at(words: str, after: str = "\n\n") -> Span:
        start = text.index(words, text.index(after))
        return made.cut(start, start + len(words))

    says = (
        Who(at(claimant), "health ministry", "government", "XX", "GOV", "ministry-of-health", ("ministry",)),
    )
    radio = (Who(at("state radio"), "state radio"),)
    killed = Figure(
        at(str(dead)), dead, dead, "killed", "dock workers", "total", "2022-03-01", of_span=at("dock workers")
    )
    arrested = Figure(at("more than 40"), 40, None, "arrested", "people", form="at_least")
    claims = (
        Claim(
            make_id(made.id, "kill", at("killed"), killed, says), "kill",
            at(f"{dead} dock workers were killed in Northport on 1 March"), at("killed"),
            target=Who(at("dock workers"), "dock workers", "group"),
            place=Where(at("Northport"), "Northport, Utopia", "XX", None, 48.5, -7.0, 123, "populated"),
            when=When(at("on 1 March"), "2022-03-01", "day"), figure=killed, says=says, score=0.9371,
            evidence=(made.cut(0, text.index("\n")),),
        ),
        Claim(
            make_id(made.id, "arrest", at("arrested"), arrested, radio), "arrest",
            at("arrested more than 40 people in Eastmarsh"), at("arrested"), actor=Who(at("Police"), "police"),
            place=Where(at("Eastmarsh"), "Eastmarsh"), figure=arrested, says=radio, stance="hedged", score=0.4,
        ),
    )  # fmt: skip
    return CodedReport(made, claims, ("a note of the reading",))


def arrival(coded: CodedReport, original: bytes | None = None, **more: object) -> Arrival:
    """The report as it came in; by default its own text is its original."""
    data = coded.report.text.encode() if original is None else original
    return Arrival(coded.report, "somewhere.txt", data, **more)  # type: ignore[arg-type]
