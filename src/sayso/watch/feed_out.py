"""Alerts as an Atom feed (RFC 4287): a file that any feed reader or web server can take, written whole or not."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as Tree

from sayso import __version__
from sayso.brief.words import clean
from sayso.watch.alert import cites_of
from sayso.watch.message import source_words
from sayso.watch.sinks import SinkError

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SPACE: Final = uuid.UUID("5f0b6a0e-6a5b-5b0e-9b57-2f6d0d5c9a11")
"""The name space of the ids of entries, so that an alert has the same id in every feed."""


def write_feed(path: Path, options: Mapping[str, Any], alerts: Sequence[dict[str, Any]]) -> None:
    """Write the feed of these alerts, the newest first. Raises SinkError."""
    data = feed(options, alerts, path.name)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise SinkError(f"the feed {path} cannot be written ({error.strerror}).") from None


def feed(options: Mapping[str, Any], alerts: Sequence[dict[str, Any]], name: str) -> bytes:
    """The feed as XML in UTF-8."""
    Tree.register_namespace("", _ATOM)
    root = Tree.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", uuid.uuid5(_SPACE, f"{options.get('link') or name} {options['title']}").urn)
    _add(root, "title", clean(options["title"]))
    _add(root, "updated", alerts[0]["at"] if alerts else _stamp(0))
    _add(_add(root, "author"), "name", "sayso")
    _add(root, "generator", "sayso").set("version", __version__)
    if options.get("link"):
        _link(root, options["link"], rel="self", type="application/atom+xml")
    for row in alerts[: options["keep"]]:
        _entry(root, row)
    Tree.indent(root)
    text: str = Tree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(root: Tree.Element, row: dict[str, Any]) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", uuid.uuid5(_SPACE, row["id"]).urn)
    _add(entry, "title", clean(row["rule"]))
    _add(entry, "updated", row["at"])
    _add(entry, "summary", clean(row["words"]))
    cites = cites_of(row)
    sources = "".join(f"<li>{escape(source_words(c))}{_anchor(c.url)}</li>" for c in cites)
    _add(entry, "content", f"<p>{escape(clean(row['words']))}</p><ol>{sources}</ol>").set("type", "html")
    _add(entry, "category").set("term", row["when"])
    address = next((c.url for c in cites if c.url), None)
    if address:
        _link(entry, address, rel="alternate")


def _anchor(url: str | None) -> str:
    return f' <a href="{escape(clean(url))}">report</a>' if url else ""


def _add(parent: Tree.Element, name: str, text: str | None = None) -> Tree.Element:
    made = Tree.SubElement(parent, f"{{{_ATOM}}}{name}")
    made.text = text
    return made


def _link(parent: Tree.Element, address: str, **about: str) -> None:
    link = _add(parent, "link")
    for key, value in {**about, "href": clean(address)}.items():
        link.set(key, value)


def _stamp(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
