"""Bytes to characters: byte-order marks, declared charsets, and a guess where nothing is declared.

Follows the order of the WHATWG Encoding standard: byte-order mark, then what the server or page declares, then UTF-8,
then a guess. ``iso-8859-1`` and ``us-ascii`` are read as windows-1252, as browsers do.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from sayso.core.errors import InputError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
_LATIN: Final = frozenset({"iso8859-1", "ascii", "cp1252"})
_CONTROL: Final = bytes(sorted(set(range(32)) - {9, 10, 12, 13, 27}))
_SAMPLE: Final = 65_536


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of ``data``, newlines untouched, without a byte-order mark.

    ``declared`` is the charset that the server named. Raises InputError where the bytes are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(name, "replace"))
    if wide := _wide(data):
        return _text(data.decode(wide, "replace"))
    if _binary(data):
        raise InputError("this is a binary file, not text; give an HTML page, plain text or JSON lines.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, declared)


def declared_charset(data: bytes) -> str | None:
    """The charset that a page names in its first 4,096 bytes, or None."""
    found = _DECLARED.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def _eight_bit(data: bytes, declared: str | None) -> str:
    for name in (declared, declared_charset(data)):
        codec = _codec(name)
        if codec in {None, "utf-8", "utf-16", "utf-16-le", "utf-16-be"}:
            continue
        return _legacy(data, "cp1252" if codec in _LATIN else str(codec))
    if len(data) - len(data.decode("utf-8", "ignore").encode("utf-8")) <= max(2, len(data) // 2000):
        return data.decode("utf-8", "replace")  # UTF-8 with a few broken bytes, not another encoding
    return _legacy(data, _guess(data))


def _legacy(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def _guess(data: bytes) -> str:
    """A Windows code page by what charset-normalizer makes of the first bytes; cp1252 where it cannot tell."""
    from charset_normalizer import from_bytes

    best = from_bytes(
        data[:_SAMPLE], cp_isolation=["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "koi8_r"]
    ).best()
    return best.encoding if best is not None else "cp1252"


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Some codecs ("hex", "zip") turn bytes into bytes: those are no charsets.
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of English text is then zero."""
    sample = data[:2048]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return True
    return len(sample) - len(sample.translate(None, _CONTROL)) > 0.02 * len(sample)


def _text(text: str) -> str:
    if "\0" in text[:_SAMPLE]:
        raise InputError("this is a binary file, not text; give an HTML page, plain text or JSON lines.")
    return text
