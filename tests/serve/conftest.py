"""A record of our own wording, with reports that try to do harm, behind the app."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

import httpx
from argon2 import PasswordHasher
from starlette.types import ASGIApp

from sayso.cli.serve import look
from sayso.core.arrival import Arrival
from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.record import write
from sayso.records import Record
from sayso.serve.access import Gate
from sayso.serve.accounts import Accounts
from sayso.serve.app import make_app
from sayso.serve.passwords import Passwords

HARM = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOST = "http://127.0.0.1:8642"


class Client:
    """Asks the app as a browser at this machine does; synchronous, cookies kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **options: object) -> httpx.Response:
        import asyncio

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url=HOST, cookies=self.cookies) as client:
                found = await client.request(method, path, **options)  # type: ignore[arg-type]
                self.cookies = client.cookies
                return found

        return asyncio.run(once())

    def get(self, path: str, **options: object) -> httpx.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, **options: object) -> httpx.Response:
        return self.ask("POST", path, **options)


def coded(name: str, day: str, number: int, says: str, *, title: str, publisher: str) -> CodedReport:
    """A report that gives one count on one say-so, in a place; of one event where the say-so is harm."""
    scope = "event" if says == HARM else "total"
    text = f"{title}\n\n{says} said that {number} people were killed in Northport. {HARM}"
    body = text.index("\n\n") + 2
    report = Report(
        id=name, text=text, parts=(Part("title", 0, len(title)), Part("body", body, len(text))), title=title,
        published=day, publisher=publisher, language="en", url=f"javascript:alert('{name}')",
    )  # fmt: skip

    def at(words: str) -> tuple[int, int]:
        start = text.index(words, body)
        return start, start + len(words)

    figure = Figure(report.cut(*at(str(number))), number, number, "killed", "people", scope, day)
    chain = (Who(report.cut(*at(says)), says, "government", "XX"),)
    trigger = report.cut(*at("killed"))
    claim = Claim(
        make_id(name, "kill", trigger, figure, chain), "kill",
        report.cut(*at(f"{number} people were killed in Northport")), trigger,
        place=Where(report.cut(*at("Northport")), "Northport, Northland", "XX", None, 10.5, 20.5, None, "populated"),
        when=When(report.cut(*at("killed")), day, "day"), figure=figure, says=chain, score=0.6,
    )  # fmt: skip
    return CodedReport(report, (claim,))


def fill(record: Record) -> None:
    """Three reports, the last of which tries to do harm."""
    for item in (
        coded("r/1", "2022-03-01", 12, "The ministry", title="Northport counts", publisher="The Mail"),
        coded("r-2", "2022-03-03", 30, "The ministry", title="Northport again", publisher="The Mail"),
        coded("r-3", "2022-03-03", 44, HARM, title=HARM, publisher=HARM),
    ):
        original = f"{item.report.id} {HARM}".encode()
        write.add(record.store, Arrival(item.report, f"in/{HARM}.html", original), item, "by hand")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "desk <b>.sayso") as made:
        fill(made)
        yield made


@pytest.fixture
def client(record: Record) -> Client:
    return Client(make_app(record, look(), "A. Desk"))


PASSWORDS = {"ada": "seven green bottles", "bo": "hanging on the wall", "cy": "and if one should fall"}
ROLE_OF = {"ada": "admin", "bo": "reviewer", "cy": "reader"}


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    """An admin, a reviewer and a reader; the hashes are weak so that tests are quick."""
    weak = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    with Accounts(tmp_path / "desk.accounts", make=True, passwords=weak) as made:
        for name, role in ROLE_OF.items():
            made.add(name, role, PASSWORDS[name])
        yield made


@pytest.fixture
def guarded(record: Record, accounts: Accounts) -> Client:
    """Nobody, before a desk with accounts."""
    return Client(make_app(record, look(), "nobody's name", gate=Gate(accounts)))


def token_in(page: str) -> str:
    """What a form of the page must send back."""
    found = re.search(r'name="token" value="(\w+)"', page)
    assert found, page[:300]
    return found[1]


def sign_in(client: Client, name: str, password: str | None = None, **form: str) -> httpx.Response:
    """Sign in through the form."""
    given = {"token": token_in(client.get("/sign-in").text), "name": name}
    given["password"] = PASSWORDS[name] if password is None else password
    return client.post("/sign-in", data=given | form)


def signed_in(client: Client, name: str) -> Client:
    """Another browser, signed in to the same desk."""
    other = Client(client.app)
    assert sign_in(other, name).status_code == 303
    return other
