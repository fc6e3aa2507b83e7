"""Durations, repeated times, and the vague now, then and soon."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.when_context import Context, Read, Rule
from sayso.resolve.when_days import weekday
from sayso.resolve.when_words import (
    DAYPART,
    DAYPARTS,
    NUMBER,
    NUMBER_OR_A,
    OR_SO,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    S,
    duration,
    number,
    unit,
)

_ALWAYS: Final = frozenset(["24 hours", "seven days", "7 days", "twenty-four hours"])
_AGES: Final = re.compile(r"[\s-]olds?\b")
_RATE: Final = re.compile(r"(?:\b(?:per|percent|%|times|once|twice|[a-z]+s)\s?|\d\s)$")


def _duration(m: re.Match[str], c: Context) -> Read | None:
    count, code = number(m["n"]), unit(m["u"])
    after = c.after()
    if _AGES.match(after) or re.match(r"-(?!long)[a-z]", after) or re.match(r"\sof\sage\b", after):
        return None
    if re.match(r"\s(?:a|per)\s(?:day|week)\b", after) and m[0].lower() in _ALWAYS:
        return None
    if m["n"][:1].isdigit() and m["u"][:1].isupper() and not m["u"].isupper():
        return None
    if m["n2"]:
        count = None
    if m["h"] and "half" in m["h"] and count is not None:
        return Read("DURATION", duration(count + 0.5, code), when=None)
    words, joined = m["n"].lower(), m[0][len(m["n"]) :][:1] == "-"
    if code == "TS" and words in ("a", "an", "one", "the", "some"):
        return None
    if words in ("a", "an"):
        return _one(m, c, code)
    if (
        m[0].lower() == "one day"
        and c.tense == "future"
        and not re.search(r"\b(?:in|within|for|after)\s$", c.before())
    ):
        return Read("DATE", "FUTURE_REF", when=None)
    if joined and m["u"].lower().endswith("s") and m["u"].lower() not in ("hours",):
        return None
    if re.match(r"(?:\d{4})", words) and code == "D":
        return None
    if code == "Q":
        return Read("DURATION", duration(count, code), when=None) if count is None or count >= 2 else None
    return Read("DURATION", duration(count, code), when=None)


def _one(m: re.Match[str], c: Context, code: str) -> Read | None:
    """ "a year": a rate after a count, else a length after a preposition or "took"."""
    before = c.before()
    if m["u"].lower().endswith("s") or before.endswith(("24 hours ", "seven days ", "7 days ")):
        return None
    if code == "Q" or (code == "WE" and c.after().startswith("'s")):
        return None
    if re.search(
        r"\b(?:for|in|within|over|than|about|nearly|almost|took|takes|take|lasted|after|every|half|once|only|"
        r"just|under|least|spent|around|as|of|to|by|another|him|her|them|us|gave|given|until|with|and|or)\s$",
        before,
    ):
        return Read("DURATION", duration(1, code), when=None)
    if re.search(
        r"(?:\b(?:times|once|twice|percent|million|billion|barrels|dollars|people|tons|tonnes|cents|points|"
        r"hours|days|\d+|(?:\d|dozens|hundreds|thousands|scores)\s(?:of\s)?[a-z]+s)|%)\s$",
        before,
    ):
        return Read("SET", duration(1, code), when=None)
    if code in ("W", "M", "Y", "10Y", "100Y", "TH") and re.match(r"\s?(?:[,.;]|$|long\b)", c.after()):
        return Read("DURATION", duration(1, code), when=None)
    return None


def _plural(m: re.Match[str], c: Context) -> Read | None:
    """ "for weeks", "decades-long", "months of talks": lengths without a number."""
    lead = re.search(
        r"\b(?:for|in|within|over|after|took|taken|lasted|through|of|past|many|these|last|recent|spent|during|with|by|"
        r"the\searly|the|two|throughout)\s$",
        c.before(),
    )
    code = unit(m["u"])
    if c.before().endswith("early "):
        return None
    after = c.after()
    if re.match(
        r"\s(?:old|ago|to|that(?!\sfollowed)|when|are|were|is|later|before|after)\b", after
    ) and not re.match(r"\s(?:later|ago|before|after)", after):
        return None
    if not lead and not re.match(r"(?:-|\s)(?:long|of|later|ago|earlier|after|before)\b", after):
        return None
    if re.match(r"\sago\b", after):
        return Read("DATE", "PAST_REF", when=None)
    return Read("DURATION", duration(None, code), when=None)


def _long(m: re.Match[str], _c: Context) -> Read | None:
    code = unit(m["u"])
    many = m["u"].lower().endswith("s")
    return Read("DURATION", duration(None if many else 1, code), when=None)


def _every(m: re.Match[str], _c: Context) -> Read | None:
    if m["wd"]:
        tail = "T" + DAYPARTS[m["dp"].lower()] if m["dp"] else ""
        return Read("SET", f"XXXX-WXX-{WEEKDAYS[m['wd'].lower().rstrip('.')] + 1}{tail}", when=None)
    count = number(m["n"]) if m["n"] else 1.0
    if m["n"] and m["n"].lower() == "other":
        count = 2.0
    return Read("SET", duration(count, unit(m["u"])), when=None)


_ADVERBS: Final = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "yearly": "P1Y",
    "annually": "P1Y",
}


def _adverb(m: re.Match[str], c: Context) -> Read | None:
    if m[0][:1].isupper() and not re.search(r"[.!?\"”]\s*$", c.before(4)) and c.start:
        return None
    if re.search(r"(?:%|\bpercent|\bper\scent)\s$", c.before()):
        return None
    return Read("SET", _ADVERBS[m[0].lower()], when=None)


def _per(m: re.Match[str], _c: Context) -> Read | None:
    return Read("SET", duration(1, unit(m["u"])), when=None)


def _weekdays(m: re.Match[str], c: Context) -> Read | None:
    """ "Fridays", "weekends": every one."""
    word = m["wd"].lower()
    if (
        word != "weekend"
        and re.match(r"\s[a-z]", c.after())
        and not re.search(r"\b(?:on|every|and|or|most|all)\s$", c.before())
    ):
        day = weekday(word, "possessive", c)
        return Read("DATE", day.isoformat() if day else f"XXXX-WXX-{WEEKDAYS[word] + 1}")
    if word == "weekend":
        return Read("SET", "XXXX-WXX-WE", when=None)
    return Read("SET", f"XXXX-WXX-{WEEKDAYS[word] + 1}", when=None)


_REFS: Final = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "current": "PRESENT_REF",
    "then current": "PAST_REF",
    "at present": "PRESENT_REF",
    "at the moment": "PRESENT_REF",
    "right now": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF",
    "this time": "PRESENT_REF",
    "the present": "PRESENT_REF",
    "recently": "PAST_REF",
    "recent": "PAST_REF",
    "lately": "PAST_REF",
    "recent times": "PAST_REF",
    "not long ago": "PAST_REF",
    "long ago": "PAST_REF",
    "a long time ago": "PAST_REF",
    "some time ago": "PAST_REF",
    "the past": "PAST_REF",
    "the recent past": "PAST_REF",
    "past": "PAST_REF",
    "soon": "FUTURE_REF",
    "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF",
    "shortly": "FUTURE_REF",
    "the near term": "FUTURE_REF",
    "the short term": "FUTURE_REF",
    "as soon as possible": "FUTURE_REF",
}


def _ref(m: re.Match[str], c: Context) -> Read | None:
    word = " ".join(m["r"].lower().split())
    if word in ("the past", "past") and re.match(
        r"\s(?:the|and|a|an|[a-z]+s\b|week|year|month|day|few|several|\d)", c.after()
    ):
        return None
    if word == "past":
        return None
    if word == "soon" and c.tense == "past":
        return None
    if word in ("shortly", "soon") and re.match(r"\s(?:after|before)\b|\sas\b", c.after()):
        return None
    if word == "the future" and not re.search(r"\b(?:in|into|for)\s$", c.before()):
        return None
    if word == "this time" and not re.search(r"\b(?:at|by)\s$", c.before()):
        return None
    return Read("DATE", _REFS[word], when=None)


_REFWORDS: Final = "|".join(w.replace(" ", S) for w in sorted(_REFS, key=len, reverse=True))
RULES: Final = (
    Rule(
        rf"(?:every|each){S}(?:(?P<wd>{WEEKDAY})(?:{S}(?P<dp>{DAYPART}))?|(?:(?P<n>{NUMBER}|other){S})?(?P<u>{UNIT}))",
        _every,
    ),
    Rule(rf"(?:per|a{S}per){S}(?P<u>day|week|month|year|hour)", _per),
    Rule("|".join(_ADVERBS), _adverb),
    Rule(r"(?P<wd>monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)s", _weekdays),
    Rule(
        rf"(?P<n>{NUMBER_OR_A})(?:(?:{S}(?:to|or){S}|\s?[-–]\s?)(?P<n2>{NUMBER}))?(?:{S}(?:more|additional|full|whole|straight|consecutive|entire|long|short|solid))?(?:{S}|-)(?P<u>{UNIT})"
        rf"(?:-long|{S}long|(?P<h>{OR_SO}))?",
        _duration,
    ),
    Rule(r"(?P<u>day|week|month|year|hour|decade|days|weeks|months|years|hours|decades)-?long", _long),
    Rule(r"(?P<u>days|weeks|months|years|minutes|hours|decades|centuries)", _plural),
    Rule(rf"(?P<r>{_REFWORDS})", _ref),
)
REPEATED, OTHERS = RULES[:2], RULES[2:]
