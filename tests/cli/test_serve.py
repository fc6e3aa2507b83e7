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


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example", ""])
def test_without_accounts_only_this_machine_is_served(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "none.sayso", "--host", host]) == 2
    said = capsys.readouterr().err
    assert "no accounts" in said
    assert "--auth" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--auth"], "sayso accounts add"), (["--accounts", "x"], "--auth"), (["--public", "https://a.example"], "--auth"),
     (["--auth", "--host", "0.0.0.0"], "--public"), (["--auth", "--public", "ftp://x"], "https://desk"),
     (["--auth", "--public", "https://[x"], "https://desk"), (["--cert", "none.pem"], "--key"),
     (["--cert", "none.pem", "--key", "none.key"], "none.pem"), (["--port", "99999"], "65535")],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    Record.open(tmp_path / "r.sayso").close()
    assert main(["serve", str(tmp_path / "r.sayso"), *words]) == 2
    assert said in capsys.readouterr().err


def test_an_admin_is_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the system knows no name for the user, as in a container run by a bare number."""
    from sayso.serve.accounts import Accounts

    def nameless() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nameless)
    Record.open(tmp_path / "r.sayso").close()
    with Accounts(tmp_path / "r.sayso.accounts", make=True) as made:
        made.add("cy", "reader", "a very long word")
    assert main(["serve", str(tmp_path / "r.sayso"), "--auth"]) == 2
    assert "no admin" in capsys.readouterr().err


def test_names_under_which_it_may_be_asked() -> None:
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)

    def hosts(*words: str) -> set[str]:
        return serve._hosts(parser.parse_args(["r.sayso", "--auth", *words]))

    own = {"127.0.0.1", "localhost", "::1"}
    assert hosts("--host", "0.0.0.0", "--public", "https://Desk.example:8443/") == own | {"desk.example"}
    assert hosts("--host", "192.0.2.7") >= own | {"192.0.2.7"}


@pytest.mark.parametrize(
    ("public", "cert", "believed"),
    [(None, None, False), ("https://a.example", None, True), ("https://a.example", "own.pem", False)],
)
def test_only_an_announced_proxy_on_this_machine_is_believed(
    public: str | None, cert: str | None, believed: bool
) -> None:
    settings = serve._settings(argparse.Namespace(public=public, cert=cert, key=cert, verbose=False))
    assert settings["proxy_headers"] is believed
    assert settings["forwarded_allow_ips"] == "127.0.0.1,::1"


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
