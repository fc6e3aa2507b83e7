"""Sinks: each tells an alert whole, bears being told again, and fails in one sentence."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from tests.watch.site import Answer, Handler, Site

from sayso.core.errors import UsageError
from sayso.watch import feed_out, mail, sinks, webhook
from sayso.watch.sinks import Sink, SinkError


def row(number: int = 1, **changed: object) -> dict[str, object]:
    cited = {
        "claim": "c1", "report": "sha256:1", "quote": '12 "workers" died', "says": ["mayor", "Coast Wire"],
        "figure": "12", "title": "Fire <b> in Northport", "publisher": "The Mail", "published": "2022-03-02",
        "url": "https://mail.example/1", "stance": "asserted",
    }  # fmt: skip
    made: dict[str, object] = {
        "id": f"a{number}", "at": f"2022-03-02T12:00:0{number}Z", "rule": "Killed rises", "when": "rises",
        "words": "The mayor put the number of people killed at 12.", "value": {"low": 12, "high": 12},
        "claims": [cited],
    }  # fmt: skip
    return {**made, **changed}


def test_log_writes_each_alert_once_and_mends_a_cut_line(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    sinks.write_log(str(path), [row(1)])
    with path.open("ab") as stream:
        stream.write(b'{"id": "a2", "cut')  # as a machine that lost its power leaves it
    sinks.write_log(str(path), [row(1), row(3)])
    lines = path.read_text().splitlines()
    assert [json.loads(lines[n])["id"] for n in (0, 2)] == ["a1", "a3"]
    assert len(lines) == 3


def test_log_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    sinks.write_log("-", [row(1)])
    assert json.loads(capsys.readouterr().out)["words"].startswith("The mayor")


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="cannot be written"):
        sinks.write_log(str(tmp_path), [row()])


def test_feed_is_atom_and_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "alerts.atom"
    options = {
        "title": "Desk \x07& Co",
        "link": "https://desk.example/alerts.atom",
        "keep": 2,
        "file": str(path),
    }
    feed_out.write_feed(path, options, [row(3), row(2), row(1)])
    root = Tree.fromstring(path.read_bytes())
    ns = {"a": "http://www.w3.org/2005/Atom"}
    for name in ("id", "title", "updated", "author/a:name"):
        assert root.find(f"a:{name}", ns) is not None
    assert root.findtext("a:title", "", ns) == "Desk & Co"
    entries = root.findall("a:entry", ns)
    assert len(entries) == 2
    for entry in entries:
        assert all(entry.find(f"a:{name}", ns) is not None for name in ("id", "title", "updated", "content"))
    assert "&lt;b&gt;" in (entries[0].findtext("a:content", "", ns) or "")
    ids = [e.findtext("a:id", "", ns) for e in entries]
    assert len(set(ids)) == 2
    assert all(name.startswith("urn:uuid:") for name in ids)
    assert [p.name for p in tmp_path.iterdir()] == ["alerts.atom"]
    again = feed_out.feed(options, [row(3), row(2)], "alerts.atom")
    assert again == path.read_bytes()


def test_a_feed_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match="cannot be written"):
        feed_out.write_feed(tmp_path / "no" / "x.atom", {"title": "t", "keep": 1}, [])


class Taken(Handler):
    bodies: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:  # noqa: N802
        data = self.rfile.read(int(self.headers["Content-Length"]))
        step = self.site.step(self.path)
        assert isinstance(step, Answer)
        if step.status < 300:
            self.bodies.append((dict(self.headers), data))
        self.send_response(step.status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def hook() -> Iterator[tuple[Site, type[Taken]]]:
    from http.server import ThreadingHTTPServer

    site = Site()
    handler = type("OwnTaken", (Taken,), {"site": site, "bodies": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        web.daemon_threads = True
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        site.base = f"http://127.0.0.1:{web.server_port}"
        yield site, handler
        web.shutdown()
        thread.join()


def test_webhook_is_signed_after_standard_webhooks(
    hook: tuple[Site, type[Taken]], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, taken = hook
    key = b"a secret of the desk"
    monkeypatch.setenv("HOOK", "whsec_" + base64.b64encode(key).decode())
    site.at["/hook"] = [Answer(status=503), Answer(status=200)]
    slept: list[float] = []
    options = {"url": site.url("/hook"), "secret_env": "HOOK"}
    assert webhook.post_all(options, [row(1), row(2)], slept.append, now=1_700_000_000) == 2
    assert slept == [1.0]
    headers, body = taken.bodies[0]
    signed = b"a1.1700000000." + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert {k.lower(): v for k, v in headers.items()}["webhook-signature"] == f"v1,{expected}"
    assert json.loads(body)["claims"][0]["says"] == ["mayor", "Coast Wire"]


def test_webhook_says_how_many_it_took_and_never_follows(hook: tuple[Site, type[Taken]]) -> None:
    site, taken = hook
    site.at["/hook"] = [Answer(status=200), Answer(status=302, headers={"Location": "/elsewhere"})]
    options = {"url": site.url("/hook"), "secret_env": None}
    assert webhook.post_all(options, [row(1), row(2)], lambda _: None) == 1
    with pytest.raises(SinkError, match="answered 302"):
        webhook.post_all(options, [row(2)], lambda _: None)
    assert len(taken.bodies) == 1


def test_webhook_that_is_not_there() -> None:
    with pytest.raises(SinkError, match="could not be reached"):
        webhook.post_all({"url": "http://127.0.0.1:9/x", "secret_env": None}, [row()], lambda _: None)


class Mailbox(socketserver.StreamRequestHandler):
    mails: list[bytes]
    refuses = False

    def handle(self) -> None:
        self.say("220 box")
        for line in self.rfile:
            word = line.split()[0].upper()
            if word == b"QUIT":
                self.say("221 bye")
                return
            if word == b"RCPT" and self.refuses:
                self.say("550 no such person")
            elif word == b"DATA":
                self.say("354 go")
                self.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.say("250 taken")
            else:
                self.say("250 well")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def mailbox() -> Iterator[tuple[int, type[Mailbox]]]:
    handler = type("OwnBox", (Mailbox,), {"mails": []})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.server_address[1], handler
        server.shutdown()
        thread.join()


def _options(port: int, **changed: object) -> dict[str, object]:
    return {
        "host": "127.0.0.1", "port": port, "security": "none", "user": None, "password_env": None,
        "from": "Desk <desk@example.org>", "to": ["a@example.org", "b@example.org"], "subject": "sayso", **changed,
    }  # fmt: skip


def test_mail_holds_words_say_so_and_report(mailbox: tuple[int, type[Mailbox]]) -> None:
    import email

    port, box = mailbox
    mail.send(_options(port), [row(1), row(2, rule="Another\nBcc: x@y")])
    sent = email.message_from_bytes(box.mails[0])
    assert (
        sent["Subject"].replace("\r\n", "").replace("\n", "")
        == "[sayso] 2 alerts: Killed rises; Another Bcc: x@y"
    )
    assert sent["Bcc"] is None
    assert sent["To"] == "a@example.org, b@example.org"
    payload = sent.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode()
    for words in (
        "KILLED RISES",
        "at 12.",
        "“12 ‘workers’ died” – mayor, via Coast Wire.",
        "The Mail, 2 March 2022",
        "claim c1",
    ):
        assert words in " ".join(text.split())
    assert "https://mail.example/1" in text
    first, second = (mail.message(_options(port), [row(1)])["Message-ID"] for _ in range(2))
    assert first == second


def test_mail_that_is_refused_or_has_no_encryption(mailbox: tuple[int, type[Mailbox]]) -> None:
    port, box = mailbox
    with pytest.raises(SinkError, match="STARTTLS"):
        mail.send(_options(port, security="starttls"), [row()])
    box.refuses = True
    with pytest.raises(SinkError, match="took no mail"):
        mail.send(_options(port), [row()])
    assert box.mails == []


def test_secrets_come_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_SET", raising=False)
    with pytest.raises(UsageError, match="NOT_SET"):
        sinks.check([Sink("m", "email", {"password_env": "NOT_SET"})])
    with pytest.raises(UsageError, match="no folder"):
        sinks.check([Sink("l", "log", {"file": "/no/such/folder/x"})])
