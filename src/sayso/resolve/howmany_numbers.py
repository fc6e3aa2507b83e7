"""Numerals and number words to values: "1.2 million", "two hundred and five", "half a dozen", "tens of thousands"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.resolve.howmany_tokens import Tokens, word_set

UNITS: Final = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: Final = {
    w: 10 * n
    for n, w in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
POWERS: Final = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "dozens": 12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
SHORT_POWERS: Final = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1_000, "mln": 10**6}
"""Written against the numeral only: "3.5m"."""
FRACTIONS: Final = {
    "half": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25, "fifth": 0.2, "fifths": 0.2,
    "tenth": 0.1, "tenths": 0.1, "eighths": 0.125, "sixths": 1 / 6,
}  # fmt: skip
GROUPS: Final = {
    "couple": 2, "pair": 2, "duo": 2, "trio": 3, "both": 2, "twins": 2, "triplets": 3, "quadruplets": 4, "quartet": 4
}  # fmt: skip
VAGUE: Final = word_set(
    """dozens scores hundreds thousands millions tens several many numerous countless multiple handful few"""
)
_SPACES: Final = frozenset((" ", "\u00a0", "\u202f", "\u2009"))
_MAX_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number core: its bounds, the index after its last token, its sort (number, vague, fraction, group)."""

    low: float | None
    high: float | None
    end: int
    sort: str = "number"


def number_at(t: Tokens, i: int) -> Number | None:
    """The number that starts at token ``i``, as long as it goes, or None. Years are not yet told apart."""
    word = t.word(i)
    if word[:1].isdigit():
        return _numeral(t, i)
    if word in UNITS or word in TENS:
        return None if word in ("eighteen", "nineteen") and t.word(i + 1) in TENS else _words(t, i)
    if word in ("a", "an", "one", "the"):
        return _article(t, i)
    if word == "half":
        return _half(t, i)
    if word in VAGUE:
        return _vague(t, i)
    if word in ("large", "great", "huge", "vast") and t.word(i + 1) == "numbers":
        return Number(None, None, i + (3 if t.word(i + 2) == "of" else 2), "vague")
    if word in GROUPS:
        return Number(GROUPS[word], GROUPS[word], i + 1, "group")
    return None


def _numeral(t: Tokens, i: int) -> Number | None:
    raw = t.word(i)
    if len(raw) > _MAX_DIGITS + 4 or not raw.isascii():
        return None
    if "." not in raw and "," not in raw and len(raw) <= 3:
        while len(raw) <= _MAX_DIGITS and t.gap(i) in _SPACES and _triple(t, i + 1):
            raw, i = raw + t.word(i + 1), i + 1
    value, end = float(raw.replace(",", "")), i + 1
    if t.joined(i) and t.word(end) in SHORT_POWERS and t.raw(end) != "K":
        return _bounds(value * SHORT_POWERS[t.word(end)], end + 1)
    if t.word(end) == "-" and t.word(end + 1) in POWERS and t.joined(i):
        end += 1
    while t.word(end) in POWERS and t.word(end) != "dozens" and not t.broken(end - 1):
        value, end = value * POWERS[t.word(end)], end + 1
    return _bounds(value, end)


def _triple(t: Tokens, i: int) -> bool:
    """A group of exactly three digits that a plain number word or mark does not carry on."""
    word = t.word(i)
    return len(word) == 3 and word.isascii() and word.isdigit()


def _bounds(value: float, end: int) -> Number:
    return Number(value, value, end)


def _words(t: Tokens, i: int) -> Number:
    """English number words; "two three" are two numbers, "twenty-three" and "two hundred and three" are one."""
    total, current, start = 0.0, 0.0, i
    while True:
        word = t.word(i)
        if word in TENS and current % 100 == 0 and (current == 0 or current >= 100):
            current += TENS[word]
        elif word in UNITS and _takes_unit(current, UNITS[word], i == start):
            current += UNITS[word]
        elif word == "hundred" and 0 < current < 100:
            current *= 100
        elif word in ("dozen", "dozens") and current:
            current *= 12
        elif word in POWERS and POWERS[word] >= 1000 and current:
            total, current = total + current * POWERS[word], 0.0
        else:
            break
        i += 1
        i = _skip_joint(t, i, total, current)
    half = _and_a_half(t, i)
    if half is not None and not total:
        return _bounds((current + 0.5) * half[0], half[1])
    return _bounds(total + current, i)


def _takes_unit(current: float, unit: int, first: bool) -> bool:
    if first:
        return True
    rest = current % 100
    return unit > 0 and (rest == 0 or (rest >= 20 and rest % 10 == 0 and unit < 10))


def _skip_joint(t: Tokens, i: int, total: float, current: float) -> int:
    """Past the hyphen of "twenty-three" or the "and" of "two hundred and three", if a fitting number word follows."""
    after = t.word(i + 1)
    if t.word(i) in ("-", "‐") and t.joined(i - 1) and t.joined(i):
        fits = (after in UNITS and 0 < UNITS[after] < 10 and current % 100 >= 20) or after in POWERS
        return i + 1 if fits else i
    if t.word(i) == "and" and (current >= 100 or (total and not current)):
        rest = UNITS.get(after, TENS.get(after, 0))
        return i + 1 if rest and t.word(i + 2) not in POWERS else i
    return i


def _and_a_half(t: Tokens, i: int) -> tuple[float, int] | None:
    """ "(two) and a half million", "(two)-and-a-half-million": the multiplier and the end, or None."""
    said: list[str] = []
    at = i
    while len(said) < 3 and at < i + 6 and at < len(t):
        if t.word(at) != "-":
            said.append(t.word(at))
        at += 1
    if said != ["and", "a", "half"]:
        return None
    after = at + 1 if t.word(at) == "-" else at
    return (POWERS[t.word(after)], after + 1) if t.word(after) in POWERS else (1, at)


def _article(t: Tokens, i: int) -> Number | None:
    """ "a hundred", "a dozen", "a quarter of a million", "a third", "a couple", "a handful", "a few hundred", "one"."""
    after, word = t.word(i + 1), t.word(i)
    if after in POWERS and after != "dozens" and word != "the":
        value, end = float(POWERS[after]), i + 2
        if t.word(end) in POWERS and POWERS[t.word(end)] > value:
            value, end = value * POWERS[t.word(end)], end + 1
        return _bounds(value, end)
    if after in FRACTIONS and word != "the":
        if after.endswith(("third", "fifth")) and t.word(i + 2) not in ("of", "more", "are", "were"):
            return None
        return _fraction(t, i + 1, FRACTIONS[after])
    if after in GROUPS and after != "both":
        return Number(GROUPS[after], GROUPS[after], i + 2, "group")
    if after in ("handful", "few") and word == "a":
        return _vague(t, i + 1)
    if word == "a" and after in ("number", "multitude", "host"):
        return Number(None, None, i + (3 if t.word(i + 2) == "of" else 2), "vague")
    if word == "a" and after in ("large", "great", "small", "huge") and t.word(i + 2) == "number":
        return Number(None, None, i + (4 if t.word(i + 3) == "of" else 3), "vague")
    return _words(t, i) if word == "one" else None


def _half(t: Tokens, i: int) -> Number:
    if t.word(i + 1) in ("a", "an") and t.word(i + 2) in POWERS:
        return _bounds(POWERS[t.word(i + 2)] / 2, i + 3)
    return _fraction(t, i, 0.5)


def _fraction(t: Tokens, i: int, share: float) -> Number:
    """The fraction word at ``i``; "a quarter of a million" is a number."""
    if t.word(i + 1) == "of" and t.word(i + 2) in ("a", "one") and t.word(i + 3) in POWERS:
        return _bounds(share * POWERS[t.word(i + 3)], i + 4)
    return Number(share, share, i + 1, "fraction")


def fraction_at(t: Tokens, i: int) -> Number | None:
    """ "two-thirds", "three quarters", "1/3", "one in four" at token ``i``, or None."""
    word = t.word(i)
    top = UNITS.get(word, int(word) if word.isascii() and word.isdigit() and len(word) < 4 else 0)
    if not top:
        return None
    at = i + 2 if t.word(i + 1) == "-" else i + 1
    share = FRACTIONS.get(t.word(at))
    if share is not None and top * share < 1 and t.raw(at)[0].islower():
        return _fraction(t, at, top * share)
    bottom = t.word(i + 2)
    below = UNITS.get(bottom, int(bottom) if bottom.isascii() and bottom.isdigit() and len(bottom) < 4 else 0)
    if below <= top or t.word(i + 1) not in ("/", "in") or t.word(i + 3) in ("/", "%"):
        return None
    if t.word(i + 1) == "/" and not (
        t.joined(i) and t.joined(i + 1) and below < 11 and t.word(i + 3) == "of"
    ):
        return None
    if t.word(i + 1) == "in" and (top != 1 or below > 10):
        return None
    return Number(top / below, top / below, i + 3, "fraction")


def _vague(t: Tokens, i: int) -> Number:
    """ "tens of thousands", "several hundred", "a few dozen", "hundreds"."""
    end = i + 1
    if t.word(i) in ("several", "few", "many") and t.word(end) in POWERS:
        end += 1
    elif t.word(end) == "of" and t.word(end + 1) in ("thousands", "millions", "hundreds"):
        end += 2
        if t.word(end) == "of" and t.word(end + 1) == "thousands":
            end += 2
    return Number(None, None, end, "vague")
