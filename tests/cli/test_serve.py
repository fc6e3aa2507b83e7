"""``sayso serve`` before it serves: what it refuses, in a sentence."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path

import pytest

from sayso.cli import serve
from sayso.cli.main import main
from sayso.records import Record

_REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "serve.md"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])
def test_only_this_machine_is_served(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "none.sayso", "--host", host]) == 2
    assert "no accounts" in capsys.readouterr().err


def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["serve", "none.sayso"]) == 1
    assert "pip install 'sayso[serve]'" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("uvicorn")
    Record.open(tmp_path / "r.sayso").close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", str(tmp_path / "r.sayso"), "--port", port]) == 1
    assert "choose another with --port" in capsys.readouterr().err


def test_every_option_is_documented() -> None:
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    page = _REFERENCE.read_text("utf-8")
    options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
    assert [o for o in options if o != "--help" and o not in page] == []
