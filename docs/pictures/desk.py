"""Draws each page of the desk over the example crisis: `python docs/pictures/desk.py FOLDER` writes desk-*.webp."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from sayso.records import Record
from sayso.serve.agreement import BLIND

SAYSO = str(Path(sys.executable).with_name("sayso"))
BUILD = Path("build/desk")
PASSWORD = "a long sentence that nobody else knows"
TALLEST = 1500
QUALITY = 62
"""Of WebP, of 100: letters stay sharp, a page takes about 50 kB."""


def main(folder: Path) -> int:
    """Every page but those that only say that something is missing; the exit status."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    record = BUILD / "kazakhstan.sayso"
    _run("add", "--quiet", str(record), "examples/kazakhstan")
    _decide(record)
    for role in ("admin", "reviewer"):
        _run("accounts", "add", str(record), role, "--role", role, given=PASSWORD)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        with _served(record) as base:
            for name, path in _pages(base).items():
                _draw(browser, base + path, folder / f"desk-{name}.webp")
            _draw(browser, base + "/", folder / "desk-phone.webp", width=390, scheme="dark")
        with _served(record, "--auth") as base:
            _signed(browser, base, folder)
        browser.close()
    return 0


def _run(*words: str, given: str = "") -> None:
    """A command of the package, given this line; whoever runs it stands in no picture."""
    named = {**os.environ, "LOGNAME": "desk"}
    command = [SAYSO, *words]
    subprocess.run(command, input=f"{given}\n", text=True, check=True, stdout=subprocess.DEVNULL, env=named)


def _decide(path: Path) -> None:
    """What two reviewers decided, so that their pages have something to show."""
    with Record.open(path) as record:
        told = sorted(record.claims(), key=lambda s: (-s.claim.score, s.claim.id))[:12]
        for number, said in enumerate(told):
            about = said.claim.id
            record.take("confirm", about, by="first reviewer")
            if number < 8:
                verb = "reject" if number == 5 else "confirm"
                why = "tells of no event " if verb == "reject" else ""
                record.take(verb, about, by="second reviewer", why=why + BLIND)
        record.take("correct", told[-1].claim.id, by="first reviewer", slot="actor", value=None)


@contextmanager
def _served(record: Path, *options: str) -> Iterator[str]:
    """The address at which `sayso serve` shows the record meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [SAYSO, "serve", str(record), "--port", str(port), "--by", "first reviewer", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{port}"
        try:
            for _attempt in range(300):
                with suppress(OSError), urllib.request.urlopen(f"{base}/health", timeout=2):
                    break
                time.sleep(0.1)
            yield base
        finally:
            server.terminate()


def _asked(address: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(address, timeout=60) as answer:
        found: list[dict[str, Any]] = next(v for v in json.load(answer).values() if isinstance(v, list))
    return found


def _pages(base: str) -> dict[str, str]:
    """Name → path: of tolls, incidents and reports the one with most to show."""
    tolls = _asked(f"{base}/api/v1/tolls?measure=arrested")
    happenings = _asked(f"{base}/api/v1/incidents?limit=1000")
    toll = max(tolls, key=lambda t: len(t["entries"]))
    most = max(happenings, key=lambda i: (len(i["kinds"]), len(i["claims"])))
    report = next(r for r in _asked(f"{base}/api/v1/reports") if "UPDATE 2" in (r["title"] or ""))
    entry = max(toll["entries"], key=lambda e: (e["status"] == "current", e["low"] or 0))
    return {
        "overview": "/", "as-of": "/?as_of=2022-01-09", "tolls": "/tolls", "toll": f"/tolls/{toll['id']}",
        "incidents": "/incidents", "incident": f"/incidents/{most['id']}", "reports": "/reports",
        "report": f"/reports/{report['id']}", "claim": f"/claims/{entry['shown'][0]['claim']}",
        "sources": "/sources", "search": "/search?text=killed&kind=kill", "review": "/review",
        "agreement": "/agreement",
    }  # fmt: skip


def _signed(browser: Browser, base: str, folder: Path) -> None:
    page = _opened(browser)
    page.goto(f"{base}/sign-in")
    _keep(page, folder / "desk-sign-in.webp")
    page.fill("input[name=name]", "admin")
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for name, path in (("account", "/account"), ("accounts", "/accounts"), ("log", "/accounts/log")):
        page.goto(base + path)
        _keep(page, folder / f"desk-{name}.webp")
    page.context.close()


def _opened(browser: Browser, width: int = 1280, scheme: Any = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page: Page = context.new_page()
    return page


def _draw(browser: Browser, address: str, file: Path, width: int = 1280, scheme: str = "light") -> None:
    page = _opened(browser, width, scheme)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for point in page.locator("a.pt").all()[-1:]:
        if page.locator(".told-at").count():
            point.hover()  # a point that is pointed at tells its words
    page.wait_for_timeout(1500 if page.locator("figure.where").count() else 100)
    _keep(page, file)
    page.context.close()


def _keep(page: Page, file: Path) -> None:
    """As WebP, which Playwright itself does not write; what lies further down than ``TALLEST`` is left out."""
    size = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], TALLEST), "scale": 1}
    asked = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    file.write_bytes(base64.b64decode(taken["data"]))


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("SAYSO_TEST_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise SystemExit("No Chromium here: the pictures of the desk are left as they are.")
    return found


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
