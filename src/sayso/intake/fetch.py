"""The one network client: polite, bounded, and deaf to addresses inside the house.

A host name is resolved once and the checked address itself is connected to, so that a name cannot point elsewhere
between check and use (DNS rebinding). robots.txt is obeyed after RFC 9309.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Final
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import urllib3
from urllib3.util import Timeout, Url, parse_url

from sayso.core.errors import InputError

USER_AGENT: Final = f"sayso/{version('sayso')} (+sayso: reads news reports one at a time)"
_HEADERS: Final = {
    "User-Agent": USER_AGENT,
    "Accept-Encoding": "gzip, deflate",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TYPES: Final = re.compile(
    r"text/|application/(?:xhtml\+xml|xml|json|jsonl|x-ndjson|(?:rss|atom|rdf)\+xml)|[\w.-]+/[\w.-]+\+xml",
    re.IGNORECASE,
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ROBOTS_BYTES: Final = 512_000  # RFC 9309, 2.5: at least 500 KiB


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: ``url`` after redirects, the decompressed bytes, the media type and charset declared."""

    url: str
    data: bytes
    media_type: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch may go. Seconds, bytes after decompression, and the pause between two requests to one host."""

    connect_s: float = 10.0
    read_s: float = 20.0
    whole_s: float = 60.0
    size: int = 20_000_000
    redirects: int = 5
    pause_s: float = 1.0


@dataclass(slots=True)
class Fetcher:
    """Fetches reports by address. ``allow_private`` lets it reach private and loopback addresses, as intranets need."""

    allow_private: bool = False
    obey_robots: bool = True
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, address: str) -> Fetched:
        """What stands at an address, redirects followed. Raises InputError with one sentence where it cannot be had."""
        deadline = self.clock() + self.limits.whole_s
        url = address
        for _ in range(self.limits.redirects + 1):
            target = _checked(url)
            if self.obey_robots:
                self._ask_robots(target, deadline)
            answer = self._get(target, self.limits.size, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise InputError(f"more than {self.limits.redirects} redirects; the address leads in a circle.")

    def _get(self, target: Url, size: int, deadline: float) -> Fetched | str:
        """The answer to one request, or where it redirects to."""
        host = str(target.host).strip("[]")
        self._wait(host)
        problem: Exception | None = None
        for ip in self._addresses(host, target):
            try:
                return self._request(target, host, ip, size, deadline)
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                problem = error
        raise InputError(_reason(problem, host)) from None

    def _request(self, target: Url, host: str, ip: str, size: int, deadline: float) -> Fetched | str:
        timeout = Timeout(connect=self.limits.connect_s, read=self.limits.read_s)
        with _pool(target, host, ip, timeout) as pool:
            answer = pool.urlopen(
                "GET",
                target.request_uri,
                headers={**_HEADERS, "Host": target.netloc or host},
                preload_content=False,
                redirect=False,
                retries=False,
                assert_same_host=False,
            )
            try:
                place = answer.headers.get("location")
                if answer.status in _REDIRECTS and place:
                    return str(place)
                if answer.status != 200:
                    raise InputError(
                        f"the server answered {answer.status} {answer.reason or ''}".rstrip() + "."
                    )
                kind = answer.headers.get("content-type", "")
                if kind and not _TYPES.match(kind):
                    raise InputError(
                        f"the address gives {kind.split(';')[0][:60]}, not a page, text or feed."
                    )
                charset = _CHARSET.search(kind)
                data = self._body(answer, size, deadline)
                return Fetched(
                    target.url, data, kind.split(";")[0].strip().lower(), charset[1] if charset else None
                )
            finally:
                answer.close()

    def _body(self, answer: urllib3.BaseHTTPResponse, size: int, deadline: float) -> bytes:
        declared = answer.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > size:
            raise InputError(f"the page is larger than {size / 1e6:.0f} MB.")
        data = bytearray()
        # read1 gives what has come, so that a server that drips is noticed; stream would wait for a full chunk.
        while chunk := answer.read1(65_536, decode_content=True):
            data += chunk
            if len(data) > size:
                raise InputError(f"the page is larger than {size / 1e6:.0f} MB.")
            if self.clock() > deadline:
                raise InputError(f"the server took longer than {self.limits.whole_s:.0f} seconds.")
        return bytes(data)

    def _addresses(self, host: str, target: Url) -> list[str]:
        """The host's addresses that may be connected to."""
        try:
            found = socket.getaddrinfo(host, target.port or _port(target), type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise InputError(f"there is no host named {host}, or no network.") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [a for a in addresses if self.allow_private or is_public(a)]
        if not allowed:
            raise InputError(
                f"{host} is a private or loopback address ({addresses[0]}), which is not fetched unless asked."
            )
        return allowed[:3]

    def _wait(self, host: str) -> None:
        now = self.clock()
        rest = self._last.get(host, float("-inf")) + self.limits.pause_s - now
        if rest > 0:
            self.sleep(rest)
        self._last[host] = self.clock()

    def _ask_robots(self, target: Url, deadline: float) -> None:
        origin = f"{target.scheme}://{target.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin, deadline)
        if not self._robots[origin].can_fetch("sayso", target.url):
            raise InputError(
                f"{target.host} asks in its robots.txt not to fetch this; save the page and give the file."
            )

    def _rules(self, origin: str, deadline: float) -> RobotFileParser:
        """The origin's rules: none where it has no robots.txt (4xx), all closed where the server fails (5xx)."""
        rules = RobotFileParser()
        url = origin + "/robots.txt"
        lines: list[str] = []
        try:
            for _ in range(self.limits.redirects + 1):
                answer = self._get(_checked(url), _ROBOTS_BYTES, deadline)
                if isinstance(answer, Fetched):
                    lines = answer.data.decode("utf-8", "replace").splitlines()
                    break
                url = urljoin(url, answer)
        except InputError as error:
            if re.search(r"answered 5\d\d", str(error)):
                lines = ["User-agent: *", "Disallow: /"]
            elif "answered" not in str(error) and "gives" not in str(error) and "larger" not in str(error):
                raise
        rules.parse(lines)
        return rules


def is_public(address: str) -> bool:
    """False for loopback, private, link-local, reserved and multicast addresses, also where IPv6 wraps an IPv4 one."""
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ()))
        inner += [w for w in wrapped if w is not None]
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return all(i.is_global and not i.is_multicast and not i.is_reserved for i in inner)


def _checked(url: str) -> Url:
    """The address in parts; raises InputError unless it is http or https with a host."""
    try:
        target = parse_url(url)
    except (urllib3.exceptions.LocationParseError, ValueError):
        raise InputError(f"{url[:80]!r} is no address that can be fetched.") from None
    if target.scheme not in {"http", "https"} or not target.host:
        raise InputError(f"{url[:80]!r} is no http or https address.")
    if target.auth:
        raise InputError("the address holds a user name or password, which is not sent; leave it out.")
    return target._replace(fragment=None)


def _port(target: Url) -> int:
    return 443 if target.scheme == "https" else 80


def _pool(target: Url, host: str, ip: str, timeout: Timeout) -> urllib3.HTTPConnectionPool:
    """A connection to the checked address itself, while name and certificate stay those of the host."""
    port = target.port or _port(target)
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(ip, port, timeout=timeout, maxsize=1)
    context = ssl.create_default_context()
    return urllib3.HTTPSConnectionPool(
        ip, port, timeout=timeout, maxsize=1, ssl_context=context, server_hostname=host, assert_hostname=host
    )


def _reason(error: Exception | None, host: str) -> str:
    """One sentence for what the network library says in many."""
    timed_out = isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError)
    if timed_out and not isinstance(error, urllib3.exceptions.NewConnectionError):
        return f"{host} did not answer in time."
    if isinstance(error, urllib3.exceptions.SSLError):
        return f"the certificate of {host} is not valid."
    if isinstance(error, urllib3.exceptions.DecodeError):
        return f"{host} sent data that cannot be decompressed."
    return f"{host} could not be reached, or broke off its answer."
