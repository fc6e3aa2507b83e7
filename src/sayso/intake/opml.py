"""OPML 1.0 and 2.0: lists of feeds, as feed readers give them away."""

from __future__ import annotations

from sayso.core.errors import InputError
from sayso.intake.listing import local, parse_xml


def is_opml(data: bytes) -> bool:
    """True if this begins like an OPML document."""
    return b"<opml" in data[:4000].replace(b"\0", b"").lower()


def feeds_of(data: bytes) -> tuple[str, ...]:
    """The addresses of the feeds, each once, in their order. Raises InputError where this is no OPML or names none."""
    root = parse_xml(data)
    if local(root) != "opml":
        raise InputError(f"XML that is no OPML (its root is {local(root)}).")
    found = []
    for outline in root.iter():
        if local(outline) != "outline":
            continue
        named = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        if address := named.get("xmlurl"):
            found.append(address)
    if not found:
        raise InputError("the OPML file names no feeds (no outline has an xmlUrl).")
    return tuple(dict.fromkeys(found))
