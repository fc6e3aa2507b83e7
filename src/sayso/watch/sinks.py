"""Where alerts go: e-mail, webhook, an Atom feed, a log. Each is told in a way that bears being told again."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sayso.core.errors import SaysoError, UsageError


class SinkError(SaysoError):
    """Alerts could not be delivered; they are kept and tried again later."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting takes, in words, and whether a value fits."""

    words: str
    admits: Callable[[Any], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_TEXT: Final = Kind("words in quotation marks", _is_text)
_TEXTS: Final = Kind(
    "an address or a list of them",
    lambda v: _is_text(v) or (bool(v) and isinstance(v, list) and all(map(_is_text, v))),
)
_PORT: Final = Kind(
    "a port from 1 to 65535", lambda v: isinstance(v, int) and not isinstance(v, bool) and 0 < v < 65536
)
_COUNT: Final = Kind(
    "a whole number from 1", lambda v: isinstance(v, int) and not isinstance(v, bool) and v > 0
)
_SECURITY: Final = Kind('"starttls", "tls" or "none"', lambda v: v in ("starttls", "tls", "none"))
_ADDRESS: Final = Kind(
    "an http or https address", lambda v: isinstance(v, str) and v.startswith(("http://", "https://"))
)

SORTS: Final[Mapping[str, Mapping[str, tuple[Kind, Any]]]] = {
    "log": {"file": (_TEXT, "-")},
    "atom": {"file": (_TEXT, ...), "title": (_TEXT, "sayso alerts"), "link": (_ADDRESS, None), "keep": (_COUNT, 100)},
    "webhook": {"url": (_ADDRESS, ...), "secret_env": (_TEXT, None)},
    "email": {
        "host": (_TEXT, ...), "port": (_PORT, None), "security": (_SECURITY, "starttls"), "user": (_TEXT, None),
        "password_env": (_TEXT, None), "from": (_TEXT, ...), "to": (_TEXTS, ...), "subject": (_TEXT, "sayso"),
    },
}  # fmt: skip
"""Sort of sink → its settings, each with what it takes and what it is if not given; ``...``: it must be."""


@dataclass(frozen=True, slots=True)
class Sink:
    """Where alerts go. ``options``: the settings of its sort, see `SORTS`."""

    name: str
    sort: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert in its JSON form, as it is delivered. ``recent``: for feeds, those told before it, the newest first."""

    alerts: tuple[dict[str, Any], ...]
    recent: tuple[dict[str, Any], ...] = ()


def deliver(sink: Sink, told: Told, sleep: Callable[[float], None]) -> int:
    """Give the alerts to the sink; gives back how many of them, from the first on, it has taken.

    Raises SinkError where it took none.
    """
    from sayso.watch.feed_out import write_feed
    from sayso.watch.mail import send
    from sayso.watch.webhook import post_all

    if sink.sort == "email":
        send(sink.options, told.alerts)
    elif sink.sort == "webhook":
        return post_all(sink.options, told.alerts, sleep)
    elif sink.sort == "atom":
        write_feed(Path(sink.options["file"]), sink.options, told.recent)
    else:
        write_log(sink.options["file"], told.alerts)
    return len(told.alerts)


def write_log(file: str, alerts: Sequence[dict[str, Any]]) -> None:
    """One JSON line an alert, to a file or (``-``) standard output. What the file's end holds is not written again.

    Raises SinkError.
    """
    lines = {row["id"]: json.dumps(row, ensure_ascii=False) for row in alerts}
    if file == "-":
        for line in lines.values():
            print(line, flush=True)
        return
    try:
        with Path(file).open("a+b") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - 1_000_000))
            end = stream.read()
            there = {name for name in lines if f'"id": "{name}"'.encode() in end}
            whole = (
                b"" if not end or end.endswith(b"\n") else b"\n"
            )  # a line that was cut short stays one line
            data = "".join(f"{line}\n" for name, line in lines.items() if name not in there).encode()
            if data:
                stream.write(whole + data)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        raise SinkError(f"the log {file} cannot be written ({error.strerror}).") from None


def secret(options: Mapping[str, Any], key: str) -> str | None:
    """A password or secret from the environment. Raises UsageError where it is named and not there."""
    name = options.get(key)
    if name is None:
        return None
    value = os.environ.get(name)
    if not value:
        raise UsageError(f"The environment variable {name} ({key} of a sink) is not set.")
    return value


def check(sinks: Sequence[Sink]) -> None:
    """Raises UsageError where a sink's secret is not there, before anything is watched."""
    for sink in sinks:
        for key in ("password_env", "secret_env"):
            secret(sink.options, key)
        if sink.sort in {"log", "atom"} and sink.options["file"] != "-":
            folder = Path(sink.options["file"]).absolute().parent
            if not folder.is_dir():
                raise UsageError(
                    f"The sink {sink.name!r} writes to {sink.options['file']}, but there is no folder {folder}."
                )
    if sys.stdout is None and any(s.options.get("file") == "-" for s in sinks):
        raise UsageError("There is no standard output to tell alerts on; name a file for the log.")
