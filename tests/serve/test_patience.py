"""Slow and broken off requests, over a real socket: a head or a body that does not come ends the connection."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest
import uvicorn
from starlette.types import ASGIApp
from tests.serve.conftest import Client

from sayso.records import Record
from sayso.serve import guard
from sayso.serve.patience import Patient

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


class _Hasty(Patient):
    patience = 0.2


def _over_a_socket(app: ASGIApp, talk: Talk) -> bytes:
    async def go() -> bytes:
        config = uvicorn.Config(app, port=0, http=_Hasty, ws="none", log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            return await asyncio.wait_for(talk(reader, writer), 5)
        finally:
            writer.close()
            server.should_exit = True
            await running

    return asyncio.run(go())


def test_a_head_that_does_not_come_whole_ends_the_connection(client: Client) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        began = time.monotonic()
        writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        found = await reader.read()
        assert 0.1 < time.monotonic() - began < 3
        return found

    assert _over_a_socket(client.app, talk) == b""


def test_a_request_that_comes_in_time_is_answered_however_long_it_takes(client: Client) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        head = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        writer.write(head)
        first = await reader.readuntil(b'"ok"}')
        await asyncio.sleep(0.4)  # the connection is kept for the next request
        writer.write(head)
        return first + await reader.readuntil(b'"ok"}')

    assert _over_a_socket(client.app, talk).count(b"200 OK") == 2


def test_a_body_that_does_not_come_ends_the_connection(
    client: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "SLOWEST_FORM", 0.2)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"POST /review HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nclaim=")
        return await reader.read()

    answer = _over_a_socket(client.app, talk)
    assert b" 408 " in answer.split(b"\r\n")[0]
    assert b"too slowly" in answer


def test_half_a_report_is_none(client: Client, record: Record) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        kind = b"Content-Type: text/plain\r\nContent-Length: 900\r\n\r\n"
        writer.write(b"POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n" + kind)
        writer.write(b"Six people were killed in Eastport on Friday, the mayor said.")
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.close()
        await asyncio.sleep(0.3)
        return b""

    before = len(record.reports())
    _over_a_socket(client.app, talk)
    assert len(record.reports()) == before
