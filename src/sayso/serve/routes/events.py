"""``/api/v1/events``: what changes in the record, as server-sent events (HTML Living Standard, 9.2)."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from sayso.core.errors import SaysoError
from sayso.record import pick
from sayso.records import Record
from sayso.serve import page

router = APIRouter(prefix="/api/v1")
_EVERY: Final = 2.0  # seconds between two looks at the record
_ALIVE: Final = 20.0  # seconds after which a stream that had nothing to tell says that it is there
_LONGEST: Final = 600.0  # seconds after which a stream ends; the browser comes again and goes on where it was
_SOME: Final = 50  # ids that one event names at most
_ID: Final = re.compile(r"(\d{1,18})-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a client has seen: the last number of a report and of a decision. As text it is an event's id."""

    reports: int
    decisions: int

    def __str__(self) -> str:
        return f"{self.reports}-{self.decisions}"

    @classmethod
    def read(cls, text: str) -> Seen | None:
        """What an event's id says; None where it is none of ours."""
        found = _ID.fullmatch(text.strip())
        return cls(int(found[1]), int(found[2])) if found else None


# Not in the schema: a client made from it would wait for an answer that has no end.
@router.get("/events", include_in_schema=False)
async def events(
    request: Request,
    since: Annotated[
        str, Query(max_length=40, description="the id of the last event seen; empty: from now")
    ] = "",
    last_event_id: Annotated[str, Header(max_length=40)] = "",
    once: Annotated[bool, Query(description="tell what there is and end, instead of staying open")] = False,
) -> StreamingResponse:
    """Events ``reports`` and ``decisions``, each with ``number`` (how many came) and the ids of the last of them.

    A stream goes on after the id in the header ``Last-Event-ID``, as browsers send it, or in ``since``.
    """
    record = page.of(request).desk.record
    seen = Seen.read(last_event_id) or Seen.read(since)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(request, record, seen, once=once)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(request: Request, record: Record, seen: Seen | None, *, once: bool) -> AsyncIterator[str]:
    now = Seen(*await run_in_threadpool(pick.lasts, record.store))
    at = seen or now
    yield f"retry: 5000\nid: {at}\n\n"
    waited = lasted = 0.0
    while True:
        try:
            told, at = await run_in_threadpool(changes, record, at)
        except SaysoError:
            return  # the record is gone or busy: the browser comes again
        if told:
            yield told
            waited = 0.0
        if once or lasted >= _LONGEST or await request.is_disconnected():
            return
        await asyncio.sleep(_EVERY)
        waited, lasted = waited + _EVERY, lasted + _EVERY
        if waited >= _ALIVE:
            yield ": still here\n\n"
            waited = 0.0


def changes(record: Record, seen: Seen) -> tuple[str, Seen]:
    """What came since, as the text of events (empty for nothing), and how far that goes."""
    now = Seen(*pick.lasts(record.store))
    parts = []
    if now.reports > seen.reports:
        parts.append(_event("reports", pick.reports_since(record.store, seen.reports, _SOME), now))
    if now.decisions > seen.decisions:
        parts.append(_event("decisions", pick.decisions_since(record.store, seen.decisions, _SOME), now))
    return "".join(parts), now


def _event(name: str, told: tuple[int, list[str]], now: Seen) -> str:
    data = json.dumps({"number": told[0], "ids": told[1]})  # ASCII, one line: no id can end the event
    return f"event: {name}\nid: {now}\ndata: {data}\n\n"
