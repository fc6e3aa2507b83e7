"""A local server of feeds and pages that does what it is told, and a watch with a clock of its own."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from sayso import Record
from sayso.core.coded import Failure
from sayso.intake.fetch import Limits
from sayso.pipeline import Options
from sayso.record.write import Added
from sayso.watch.given import Given
from sayso.watch.rounds import Round, Watcher
from sayso.watch.settings import Settings
from sayso.watch.state import State

QUICK = Limits(connect_s=1, read_s=0.3, whole_s=2, size=500_000, pause_s=0)
START = 1_900_000_000.0


@dataclass
class Answer:
    """What the server says to a request. ``cut``: so many bytes of the body are sent, then the line is closed."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


Step = Answer | Callable[["Handler"], Answer | None]


class Site:
    """Paths with their answers: one for good, or a list of which each request uses one up, the last staying."""

    def __init__(self) -> None:
        self.at: dict[str, Step | list[Step]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.base = ""

    def url(self, path: str) -> str:
        return self.base + path

    def times(self, path: str) -> int:
        return sum(p == path for p, _ in self.asked)

    def step(self, path: str) -> Step:
        found = self.at.get(path, Answer(status=404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def feed(self, path: str, *entries: tuple[str, str, str], head: str = "", **headers: str) -> None:
        """A feed of entries (guid, path of the page, title) at a path."""
        self.at[path] = Answer(
            rss(self.base, *entries, head=head), headers={"Content-Type": "application/rss+xml", **headers}
        )

    def page(self, path: str, title: str, *words: str, day: str = "2022-01-07") -> None:
        """A page of an article at a path."""
        self.at[path] = Answer(
            page(title, *words, day=day), headers={"Content-Type": "text/html; charset=utf-8"}
        )


def rss(base: str, *entries: tuple[str, str, str], head: str = "") -> bytes:
    day = "<pubDate>Fri, 07 Jan 2022 10:00:00 GMT</pubDate>"
    words = "The police said on Thursday that 12 people had been killed in the blast"
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>{base}{path}</link>{day}"
        f"<description>{words} ({title}).</description></item>"
        for guid, path, title in entries
    )
    channel = f"<channel><title>Test Wire</title>{head}{items}</channel>"
    return f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>".encode()


def page(title: str, *words: str, day: str = "2022-01-07") -> bytes:
    body = "".join(
        f"<p>{w}</p>"
        for w in words or ("The ministry said on Friday that 26 people had been killed in Almaty.",)
    )
    return (
        f"<html><head><title>{title}</title><meta property='article:published_time' content='{day}T10:00:00Z'></head>"
        f"<body><article><h1>{title}</h1>{body}<p>This is what the agency had to say about it on the same day, "
        "and the market of the town stayed closed.</p></article></body></html>"
    ).encode()


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers)))
        step = self.site.step(self.path)
        answer = step(self) if callable(step) else step
        if answer is None:
            return
        etag = answer.headers.get("ETag")
        if etag and self.headers["If-None-Match"] == etag:
            answer = Answer(status=304, headers={"ETag": etag})
        self.send_response(answer.status)
        for key, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(answer.body if answer.cut is None else answer.body[: answer.cut])

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def packed(data: bytes, cut: int | None = None) -> Answer:
    """A feed that is sent compressed; ``cut``: its last bytes are missing, though the header says all is there."""
    body = gzip.compress(data)[: None if cut is None else -cut]
    return Answer(body, headers={"Content-Type": "application/rss+xml", "Content-Encoding": "gzip"})


class Bench:
    """A record and a watch of it that can be ended and begun again; time passes only when told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START
        self.told: list[Added | Failure] = []
        self.slept: list[float] = []
        self.record = Record.open(folder / "r.sayso")
        self.state = State.open(folder / "r.sayso.watch")
        self.settings = Settings(
            every_s=600,
            private=True,
            limits=QUICK,
            clock=lambda: self.now,
            sleep=self.slept.append,
            chance=lambda: 0.0,
        )
        self.options = Options(reader="lexicon")

    def watcher(self, *addresses: str, paths: tuple[Path, ...] = (), **changed: object) -> Watcher:
        from dataclasses import replace

        settings = replace(self.settings, **changed)  # type: ignore[arg-type]
        return Watcher(
            self.record, self.state, Given(addresses, paths), settings, self.options, self.told.append
        )

    def round(self, *addresses: str, after: float = 0, **changed: object) -> Round:
        """A round of a new watcher, so many seconds later, as after a restart."""
        self.now += after
        self.close()
        self._reopen()
        return self.watcher(*addresses, **changed).round()  # type: ignore[arg-type]

    def _reopen(self) -> None:
        self.record = Record.open(self.folder / "r.sayso")
        self.state = State.open(self.folder / "r.sayso.watch")

    def titles(self) -> list[str]:
        """Of all versions that the record holds."""
        from sayso import Filters

        return [h.report.title or "" for h in self.record.reports(Filters(versions=True))]

    def problems(self) -> list[str]:
        return [item.reason for item in self.told if isinstance(item, Failure)]

    def close(self) -> None:
        self.record.close()
        self.state.close()
