"""Numerals that are dates, years, clock times, codes or telephone numbers."""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_bounds import Bounded
from sayso.resolve.howmany_tokens import Tokens, word_set

MONTHS: Final = word_set(
    """january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec"""
)
_YEAR_BEFORE: Final = MONTHS | word_set(
    """in since of by until till from during before after late early mid for and through spring summer
    autumn fall winter year circa to between ( - – , ; ’ ' the fiscal"""
)
_GLUED: Final = word_set("st nd rd th s am pm e x n w b")
_COUNT_NOUNS: Final = word_set("people persons civilians men women children troops soldiers police")
_MARKS: Final = frozenset("-‑–/#№+_.@&*")
_LARGEST_RUN: Final = 10**9


def is_date_or_code(t: Tokens, b: Bounded, core: int) -> bool:
    """True if the numeral at token ``core`` is part of a date, a year, a clock time, a code or a telephone number."""
    return _code(t, b, core) or _day(t, b, core) or _clock(t, b, core) or _year(t, b, core)


def _day(t: Tokens, b: Bounded, core: int) -> bool:
    """ "March 5", "Sept. 11", "5 March", "the 5th"; also "May 272017" from a broken page."""
    at = core - 2 if t.word(core - 1) == "." else core - 1
    if t.word(at) in MONTHS and t.raw(at)[:1].isupper() and b.start == core:
        return not _counts(t, b) or (b.high or 0) <= 31
    after = b.end + 1 if t.word(b.end) in ("of", "-") else b.end
    if t.word(after) in MONTHS and t.raw(after)[:1].isupper() and (b.high or b.low or 0) <= 31:
        return t.word(after) not in ("may", "march") or not t.raw(core)[:1].isalpha()
    return t.joined(b.end - 1) and t.word(b.end) in _GLUED


def _counts(t: Tokens, b: Bounded) -> bool:
    after = t.word(b.end)
    return after in _COUNT_NOUNS or (after.endswith("s") and len(after) > 3)


def _clock(t: Tokens, b: Bounded, core: int) -> bool:
    """ "10:30", "5 p.m.", "5pm", "05/03", "2230 12.05"."""
    after, before = t.word(b.end), t.word(core - 1)
    if after in (":", "/") and t.word(b.end + 1)[:1].isdigit():
        return True
    if before in (":", "/") and t.word(core - 2)[-1:].isdigit():
        return True
    if after in ("a", "p") and t.word(b.end + 1) in (".", "m"):
        return t.word(b.end + 2) in ("m", ".")
    return after[:1].isdigit() and "." in after and t.joined(b.end) and t.word(b.end + 1) == "."


def _code(t: Tokens, b: Bounded, core: int) -> bool:
    """AK-47, 737-800, 555-0134, 3.1.2, 0845, time stamps, decimals that carry no multiplier."""
    raw, before = t.word(core), t.word(core - 1)
    if raw[0] == "0" or (raw.isdigit() and int(raw) >= _LARGEST_RUN):
        return True
    if t.joined(core - 1) and before in _MARKS:
        return b.form != "range" or before == "/"
    if (
        t.joined(b.end - 1)
        and t.word(b.end) in ("-", ".")
        and t.joined(b.end)
        and t.word(b.end + 1)[:1].isdigit()
    ):
        return True
    return b.low is not None and b.low != int(b.low)


def _year(t: Tokens, b: Bounded, core: int) -> bool:
    """A bare numeral from 1800 to 2099 after a word that goes with years, or with no counted noun after it."""
    raw = t.word(core)
    if len(raw) != 4 or not raw.isdigit() or not 1800 <= int(raw) <= 2099:
        return False
    if b.end != core + 1:
        return b.form == "range" and (b.high or 0) <= 2099
    if t.word(b.end) in ("bc", "ad", "b.c") or t.words[b.end : b.end + 2] == ("b", "."):
        return True
    if b.start != core:
        return b.form == "about" and t.word(core - 1) in ("around", "about") and not _counts(t, b)
    before = t.word(core - 1)
    if before[:1].isdigit() and t.word(core - 2) in MONTHS:
        return True
    if before in _YEAR_BEFORE:
        return t.word(b.end) not in _COUNT_NOUNS or before in ("in", "since") or before in MONTHS
    return not (_counts(t, b) or t.word(b.end) in ("of", "other", "more"))
