"""A large record is compared aside: pages never wait for it, and what was compared serves the next start too."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serve.conftest import Client

from sayso.cli.serve import look
from sayso.records import Record
from sayso.serve import aside
from sayso.serve.app import make_app
from sayso.serve.aside import Working
from sayso.serve.desk import Desk
from sayso.serve.view import View

DESKS: list[Desk] = []


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(aside.FOLDER, str(tmp_path / "cache"))
    yield
    while DESKS:
        DESKS.pop().close()


def large(record: Record) -> Desk:
    """A desk for which every record is large."""
    DESKS.append(Desk(record, look(), "A. Desk", at_once=0))
    return DESKS[-1]


def _ready(desk: Desk, as_of: str | None = None) -> View:
    for _ in range(600):
        try:
            view = desk.view(as_of)
        except Working:
            pass
        else:
            if not view.behind:
                return view
        time.sleep(0.1)
    raise AssertionError("the comparison did not end")


def test_a_large_record_is_compared_in_a_process_of_its_own(record: Record, tmp_path: Path) -> None:
    desk = large(record)
    with pytest.raises(Working, match="being compared"):
        desk.view()
    view = _ready(desk)
    small = Desk(record, look(), "A. Desk").view()
    assert view.tolls == small.tolls
    assert view.incidents == small.incidents
    assert view.sources == small.sources
    again = large(record)
    assert again.view().tolls == small.tolls  # at once: the file of before is there
    claim = record.claims()[0].claim.id
    record.take("reject", claim, by="A. Desk", why="no")
    behind = again.view()
    assert behind.behind
    assert claim not in behind.claims  # what persons decided shows before the comparison ends
    assert claim in behind.facts
    assert claim not in _ready(again).facts
    assert len(list((tmp_path / "cache").glob("*.desk"))) == 1
    assert _ready(again, "2022-03-02").kept.count("reports") == 1


def test_whoever_comes_meanwhile_is_asked_to_come_again(record: Record) -> None:
    app = make_app(record, look(), "A. Desk")
    app.state.pages.desk = large(record)
    client = Client(app)
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer.headers["refresh"] == "3"
    assert "being compared" in answer.text
    assert client.get("/api/v1/tolls").json()["error"].startswith("All reports")
    _ready(app.state.pages.desk)
    assert client.get("/").status_code == 200


def test_a_damaged_file_is_made_anew(record: Record, tmp_path: Path) -> None:
    _ready(large(record))
    path = next((tmp_path / "cache").glob("*.desk"))
    path.write_bytes(b"no database")
    assert _ready(large(record)).kept.count("reports") == 3
    with sqlite3.connect(path) as other:
        other.execute("UPDATE about SET value = '0' WHERE key = 'form'")
    assert _ready(large(record)).kept.count("reports") == 3


def test_a_folder_that_cannot_be_is_told(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(aside.FOLDER, str(tmp_path / "file" / "cache"))
    client = make_app(record, look(), "A. Desk")
    client.state.pages.desk = large(record)
    assert aside.FOLDER in Client(client).get("/").text
