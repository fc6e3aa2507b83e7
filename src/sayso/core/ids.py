"""Content-hash ids: the same content has the same id everywhere and for ever."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"


def report_id(text: str, published: str | None = None, url: str | None = None) -> str:
    """``sha256:`` and 64 hex digits over the text, its publication day and its address."""
    content = _SEPARATOR.join((text, published or "", url or ""))
    return "sha256:" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def claim_id(report: str, *parts: object) -> str:
    """``c`` and 16 hex digits over the report's id and the parts that make the claim what it is."""
    content = _SEPARATOR.join((report, *map(str, parts)))
    return "c" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
