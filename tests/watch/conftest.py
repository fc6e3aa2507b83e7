"""The local server and the watch of `tests.watch.site` as fixtures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.watch.site import Bench, Handler, Site


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    handler = type("OwnHandler", (Handler,), {"site": made})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        web.daemon_threads = True
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        made.base = f"http://127.0.0.1:{web.server_port}"
        yield made
        web.shutdown()
        thread.join()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


@pytest.fixture
def pages(site: Site) -> Site:
    site.page("/one", "One fact of the day")
    site.page(
        "/two", "Two facts of the day", "The mayor said on Friday that 8 people had been injured in Taraz."
    )
    return site
