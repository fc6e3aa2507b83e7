import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.core.errors import InputError
from sayso.intake.fetch import Fetched, Fetcher, Limits, is_public
from sayso.intake.robots import Rules

QUICK = Limits(connect_s=1, read_s=1.5, whole_s=2, size=200_000, pause_s=0)
BOMB = gzip.compress(b"\0" * 50_000_000)
PAGE = b"<html><body><p>The bridge is closed.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    """One path, one behaviour."""

    seen: list[tuple[str, str]] = []  # noqa: RUF012 (shared by the test on purpose)
    robots = b""
    robots_status = 404

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers["User-Agent"]))
        name = self.path.split("?")[0].strip("/").replace("-", "_").replace(".", "_") or "page"
        getattr(self, "at_" + name, self.at_missing)()

    def answer(self, status: int, data: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def at_page(self) -> None:
        self.answer(200, PAGE, Content_Type='text/html; charset="windows-1252"')

    def at_robots_txt(self) -> None:
        self.answer(self.robots_status, self.robots, Content_Type="text/plain")

    def at_missing(self) -> None:
        self.answer(404)

    def at_moved(self) -> None:
        self.answer(301, Location="/page")

    def at_circle(self) -> None:
        self.answer(302, Location="/circle")

    def at_to_file(self) -> None:
        self.answer(302, Location="file:///etc/hostname")

    def at_to_loopback(self) -> None:
        self.answer(302, Location="http://127.0.0.1:1/secret")

    def at_slow(self) -> None:
        time.sleep(2.5)

    def at_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def at_large(self) -> None:
        self.answer(200, b"x" * 300_000, Content_Type="text/html")

    def at_declared_large(self) -> None:
        self.answer(200, b"x", Content_Type="text/html", Content_Length="999999999")

    def at_bomb(self) -> None:
        self.answer(200, BOMB, Content_Type="text/html", Content_Encoding="gzip")

    def at_packed(self) -> None:
        self.answer(200, gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def at_damaged(self) -> None:
        self.answer(200, b"\x1f\x8bnot gzip at all", Content_Type="text/html", Content_Encoding="gzip")

    def at_picture(self) -> None:
        self.answer(200, b"\x89PNG", Content_Type="image/png")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Handler.seen.clear()
    Handler.robots, Handler.robots_status = b"", 404
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as web:
        web.daemon_threads = True
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}"
        web.shutdown()
        thread.join()


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, limits=QUICK)


def test_a_page_with_its_charset_and_an_honest_name(server: str, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server + "/page?a=b#c") == Fetched(
        server + "/page?a=b", PAGE, "text/html", "windows-1252"
    )
    assert [path for path, _ in Handler.seen] == ["/robots.txt", "/page?a=b"]
    assert all(agent.startswith("sayso/") for _, agent in Handler.seen)


def test_redirects_and_compression(server: str, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server + "/moved").url == server + "/page"
    assert fetcher.fetch(server + "/packed").data == PAGE


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nothing", "answered 404"),
        ("/circle", "redirects"),
        ("/to-file", "no http or https address"),
        ("/slow", "did not answer in time"),
        ("/drip", "longer than"),
        ("/large", "larger than"),
        ("/declared-large", "larger than"),
        ("/bomb", "larger than"),
        ("/damaged", "decompressed"),
        ("/picture", "image/png"),
    ],
)
def test_what_is_refused(path: str, said: str, server: str, fetcher: Fetcher) -> None:
    start = time.monotonic()
    with pytest.raises(InputError, match=said):
        fetcher.fetch(server + path)
    assert time.monotonic() - start < 10


def test_private_addresses_are_refused_unless_asked(server: str) -> None:
    with pytest.raises(InputError, match="private or loopback"):
        Fetcher(limits=QUICK).fetch(server)
    with pytest.raises(InputError, match="private or loopback"):
        Fetcher(limits=QUICK).fetch(server.replace("127.0.0.1", "localhost"))
    assert not Handler.seen


def test_a_redirect_inside_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fetcher = Fetcher(limits=QUICK, obey_robots=False)
    monkeypatch.setattr("sayso.intake.fetch.is_public", lambda _: not Handler.seen)
    with pytest.raises(InputError, match="private or loopback"):
        fetcher.fetch(server + "/to-loopback")
    assert [path for path, _ in Handler.seen] == ["/to-loopback"]


def test_the_checked_address_itself_is_connected_to(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rsplit(":", 1)[1])
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]])
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **more: object) -> object:
        return next(answers) if host == "news.example" else real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    got = Fetcher(allow_private=True, obey_robots=False, limits=QUICK).fetch(
        f"http://news.example:{port}/page"
    )
    assert got.data == PAGE


@pytest.mark.parametrize("status", [404, 403, 200])
def test_robots_that_allow(status: int, server: str, fetcher: Fetcher) -> None:
    Handler.robots_status = status
    assert fetcher.fetch(server + "/page").data == PAGE


def test_robots_that_forbid_or_fail(server: str) -> None:
    Handler.robots, Handler.robots_status = b"User-agent: sayso\nDisallow: /page", 200
    with pytest.raises(InputError, match=r"robots\.txt"):
        Fetcher(allow_private=True, limits=QUICK).fetch(server + "/page")
    Handler.robots_status = 503
    with pytest.raises(InputError, match=r"robots\.txt"):
        Fetcher(allow_private=True, limits=QUICK).fetch(server + "/moved")


def asked() -> int:
    return [path for path, _ in Handler.seen].count("/robots.txt")


def test_robots_are_kept_for_a_day_by_whoever_outlives_the_client(server: str) -> None:
    rules: dict[str, Rules] = {}
    now = 1_700_000_000.0
    Handler.robots, Handler.robots_status = b"User-agent: *\nDisallow: /moved", 200

    def fetch(path: str) -> None:
        Fetcher(allow_private=True, limits=QUICK, rules=rules, now=lambda: now).fetch(server + path)

    fetch("/page")
    fetch("/page")
    assert asked() == 1
    now += 86_300
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetch("/moved")
    assert asked() == 1
    now += 200
    Handler.robots_status = 503  # the server fails: what it said counts on, and it is asked again in an hour
    fetch("/page")
    fetch("/page")
    assert asked() == 2
    now += 3_700
    Handler.robots, Handler.robots_status = b"", 200
    fetch("/moved")
    assert asked() == 3
    now -= 10 * 86_400  # this machine's clock is set back
    fetch("/page")
    assert asked() == 4


def test_a_server_that_fails_over_its_robots_is_closed_for_an_hour_not_a_day(server: str) -> None:
    rules: dict[str, Rules] = {}
    Handler.robots_status = 503
    client = Fetcher(allow_private=True, limits=QUICK, rules=rules, now=lambda: 100.0)
    with pytest.raises(InputError, match=r"robots\.txt"):
        client.fetch(server + "/page")
    Handler.robots_status = 404
    client.now = lambda: 100.0 + 3_700
    assert client.fetch(server + "/page").data == PAGE


def test_a_pause_between_requests_to_one_host(server: str) -> None:
    waits: list[float] = []
    fetcher = Fetcher(allow_private=True, limits=Limits(pause_s=5), clock=lambda: 100.0, sleep=waits.append)
    fetcher.fetch(server + "/page")
    assert waits == [5.0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://news.example/a", "no http or https"),
        ("https://", "no http or https"),
        ("http://user:word@news.example/", "user name"),
        ("http://[::1", "no address"),
        ("http://no-such-host.invalid/", "no host named"),
        ("http://127.0.0.1:1/", "could not be reached"),
    ],
)
def test_addresses_that_cannot_be_fetched(address: str, said: str, fetcher: Fetcher) -> None:
    with pytest.raises(InputError, match=said):
        fetcher.fetch(address)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("100.64.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("255.255.255.255", False), ("240.0.0.1", False),
    ],
)  # fmt: skip
def test_public_addresses(ip: str, public: bool) -> None:
    assert is_public(ip) is public
