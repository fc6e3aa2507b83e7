"""The one network client: polite, bounded, and deaf to addresses inside the house.

A host name is resolved once and the checked address itself is connected to, so that a name cannot point elsewhere
between check and use (DNS rebinding). robots.txt is obeyed (`robots`). What was had before can be asked for on
condition that it changed (RFC 9110, 13).
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Final
from urllib.parse import urljoin

import urllib3
from urllib3.util import Timeout, Url, parse_url

from sayso.core.errors import InputError
from sayso.intake import robots
from sayso.intake.unpack import unpacked

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
_PACKED: Final = re.compile(r"application/(?:x-)?gzip", re.IGNORECASE)
_ROBOTS_BYTES: Final = 512_000  # RFC 9309, 2.5: at least 500 KiB


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: ``url`` after redirects, the decompressed bytes, the media type and charset declared.

    ``etag`` and ``last_modified`` are what the server calls this state of it, to ask later whether it changed.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None
    etag: str | None = None
    last_modified: str | None = None


class Refused(InputError):
    """The server answered with a status that gives nothing; ``retry_after`` seconds it asks to wait, None if unsaid."""

    def __init__(self, status: int, reason: str, retry_after: float | None = None) -> None:
        super().__init__(f"the server answered {status} {reason}".rstrip() + ".")
        self.status = status
        self.retry_after = retry_after


class Unreached(InputError):
    """There was no answer, or it broke off: no network, too slow, cut short, damaged. Worth trying again."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request: where, at most how many bytes, until when, and headers beside the usual ones."""

    target: Url
    size: int
    deadline: float
    headers: Mapping[str, str]


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
    """Fetches reports by address. ``allow_private`` lets it reach private and loopback addresses, as intranets need.

    ``rules``: what each origin's robots.txt said, kept by whoever outlives this client; ``now``: seconds since 1970.
    """

    allow_private: bool = False
    obey_robots: bool = True
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    rules: MutableMapping[str, robots.Rules] = field(default_factory=dict)
    now: Callable[[], float] = time.time
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, address: str) -> Fetched:
        """What stands at an address, redirects followed. Raises InputError with one sentence where it cannot be had."""
        got = self._follow(address, {})
        if got is None:
            raise Refused(304, "Not Modified")
        return got

    def fetch_changed(self, address: str, etag: str | None, last_modified: str | None) -> Fetched | None:
        """As `fetch`; None where the server says that it is still what these validators stand for."""
        given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return self._follow(address, {name: value for name, value in given.items() if value})

    def _follow(self, address: str, headers: Mapping[str, str]) -> Fetched | None:
        deadline = self.clock() + self.limits.whole_s
        url = address
        for _ in range(self.limits.redirects + 1):
            target = _checked(url)
            if self.obey_robots:
                self._ask_robots(target, deadline)
            answer = self._get(_Ask(target, self.limits.size, deadline, headers))
            if not isinstance(answer, str):
                return answer
            url = urljoin(url, answer)
        raise InputError(f"more than {self.limits.redirects} redirects; the address leads in a circle.")

    def _get(self, ask: _Ask) -> Fetched | str | None:
        """The answer to one request, where it redirects to, or None if what is asked for has not changed."""
        host = str(ask.target.host).strip("[]")
        self._wait(host, ask.target)
        problem: Exception | None = None
        for ip in self._addresses(host, ask.target):
            try:
                return self._request(ask, host, ip)
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                problem = error
        raise Unreached(_reason(problem, host)) from None

    def _request(self, ask: _Ask, host: str, ip: str) -> Fetched | str | None:
        timeout = Timeout(connect=self.limits.connect_s, read=self.limits.read_s)
        with _pool(ask.target, host, ip, timeout) as pool:
            answer = pool.urlopen(
                "GET",
                ask.target.request_uri,
                headers={**_HEADERS, **ask.headers, "Host": ask.target.netloc or host},
                preload_content=False,
                redirect=False,
                retries=False,
                assert_same_host=False,
            )
            try:
                place = answer.headers.get("location")
                if answer.status in _REDIRECTS and place:
                    return str(place)
                if answer.status == 304 and ask.headers:
                    return None
                if answer.status != 200:
                    raise Refused(answer.status, answer.reason or "", _retry_after(answer.headers))
                kind = answer.headers.get("content-type", "")
                if kind and not _TYPES.match(kind) and not _packed(kind, ask.target):
                    raise InputError(
                        f"the address gives {kind.split(';')[0][:60]}, not a page, text or feed."
                    )
                charset = _CHARSET.search(kind)
                return Fetched(
                    url=ask.target.url,
                    data=self._body(answer, ask.size, ask.deadline),
                    media_type=kind.split(";")[0].strip().lower(),
                    charset=charset[1] if charset else None,
                    etag=answer.headers.get("etag"),
                    last_modified=answer.headers.get("last-modified"),
                )
            finally:
                answer.close()

    def _body(self, answer: urllib3.BaseHTTPResponse, size: int, deadline: float) -> bytes:
        declared = answer.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > size:
            raise InputError(f"the page is larger than {size / 1e6:.0f} MB.")
        data = bytearray()
        for chunk in unpacked(self._chunks(answer, deadline), answer.headers.get("content-encoding", "")):
            data += chunk
            if len(data) > size:
                raise InputError(f"the page is larger than {size / 1e6:.0f} MB.")
        return bytes(data)

    def _chunks(self, answer: urllib3.BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
        # read1 gives what has come, so that a server that drips is noticed; stream would wait for a full chunk.
        while chunk := answer.read1(65_536, decode_content=False):
            yield chunk
            if self.clock() > deadline:
                raise Unreached(f"the server took longer than {self.limits.whole_s:.0f} seconds.")

    def _addresses(self, host: str, target: Url) -> list[str]:
        """The host's addresses that may be connected to."""
        try:
            found = socket.getaddrinfo(host, target.port or _port(target), type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise Unreached(f"there is no host named {host}, or no network.") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [a for a in addresses if self.allow_private or is_public(a)]
        if not allowed:
            raise InputError(
                f"{host} is a private or loopback address ({addresses[0]}), which is not fetched unless asked."
            )
        return allowed[:3]

    def _wait(self, host: str, target: Url) -> None:
        now = self.clock()
        rest = self._last.get(host, float("-inf")) + self._pause(target) - now
        if rest > 0:
            self.sleep(rest)
        self._last[host] = self.clock()

    def _pause(self, target: Url) -> float:
        """Seconds between two requests to this host: our own, or longer if its robots.txt asks for that."""
        known = self.rules.get(_origin(target))
        return max(self.limits.pause_s, known.pause_s if known else 0.0)

    def _ask_robots(self, target: Url, deadline: float) -> None:
        origin = _origin(target)
        known = self.rules.get(origin)
        # A clock that was set back must not keep rules for longer than they may be.
        if known is None or not 0 <= known.until - self.now() <= robots.KEPT_S:
            known = self.rules[origin] = self._said(origin, known, deadline)
        if not known.allows(target.url):
            raise InputError(
                f"{target.host} asks in its robots.txt not to fetch this; save the page and give the file."
            )

    def _said(self, origin: str, earlier: robots.Rules | None, deadline: float) -> robots.Rules:
        """The origin's rules: none where it has no robots.txt (4xx); where the server fails (5xx), see `robots`."""
        url = origin + "/robots.txt"
        try:
            for _ in range(self.limits.redirects + 1):
                answer = self._get(_Ask(_checked(url), _ROBOTS_BYTES, deadline, {}))
                if isinstance(answer, Fetched):
                    return robots.said(answer.data.decode("utf-8", "replace"), self.now())
                if answer is None:
                    break
                url = urljoin(url, answer)
        except InputError as error:
            if re.search(r"answered 5\d\d", str(error)):
                return robots.failing(earlier, self.now())
            if "answered" not in str(error) and "gives" not in str(error) and "larger" not in str(error):
                raise
        return robots.said("", self.now())


def _origin(target: Url) -> str:
    return f"{target.scheme}://{target.netloc}"


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


def _packed(kind: str, target: Url) -> bool:
    """True for a file that is packed by itself, as sitemaps are: what is in it will show."""
    octets = kind.lower().startswith("application/octet-stream")
    return bool(_PACKED.match(kind)) or (octets and (target.path or "").endswith(".gz"))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait (RFC 9110, 10.2.3). A date is measured against the server's own clock, which may go wrong."""
    given = headers.get("retry-after", "").strip()
    if given.isdigit():
        return float(given)
    try:
        until, now = parsedate_to_datetime(given), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


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
