"""A real browser over a served record: opens pages and keeps what they said, asked for and showed."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from sayso.cli.serve import look
from sayso.records import Record
from sayso.serve.app import make_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(__file__).with_name("vendor") / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
)  # fmt: skip


def found() -> str | None:
    """The path of a Chromium on this machine."""
    given = os.environ.get("SAYSO_TEST_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def served(record: Record) -> Iterator[str]:
    """The address at which the record is served meanwhile."""
    bound = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        make_app(record, look(), "A. Desk"), log_level="critical", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        thread.join(20)
        bound.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium that asks nobody for anything by itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found(), args=list(QUIET))
        yield made
        made.close()


@dataclass
class Seen:
    """What a page did while it was open."""

    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


def watched(page: Page) -> Seen:
    """Keeps what the page writes to its console, what fails in it, and every address that it asks for."""
    seen = Seen()
    page.on("console", lambda m: seen.errors.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("request", lambda request: seen.asked.append(request.url))
    return seen


def opened(browser: Browser, width: int, scheme: Any = "light") -> Page:
    """A new page of this width."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA: rule, element, reason."""
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{found['id']}: {node['html'][:120]} – {node['failureSummary'][:300]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]
