"""Explicit dates: days, months and years written out, with or without the year."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from sayso.resolve.when_calendar import HOLIDAYS, holiday, interval, make_day, week_value
from sayso.resolve.when_context import Context, Read, Rule
from sayso.resolve.when_words import DAYTH, MONTH, MONTHS, ORDINALS, WEEKDAY, YEAR, S, number

_PART: Final = r"(?:early|mid|late|the\s(?:very\s)?(?:start|beginning|middle|end)\sof)"
_AMBIGUOUS: Final = frozenset(["may", "march", "mar", "dec", "jan", "jun"])
_TENS_ONES: Final = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|[a-z]{3,5}teen)"
)
WORDED_YEAR: Final = (
    rf"(?:(?:nineteen|twenty){S}{_TENS_ONES}"
    rf"|two{S}thousand(?:{S}(?:and{S})?(?:{_TENS_ONES}|one|two|three|four|five|six|seven|eight|nine))?)"
)
"""Years as broadcasts write them: nineteen ninety-four, two thousand and one."""
_COUNTED: Final = re.compile(
    r"\s(?:people|persons|civilians|children|troops|soldiers|miles|km|kilomet\w+|met\w+s|feet|dollars|euros|points|"
    r"others|jobs|workers|homes|houses|families|refugees|tons|tonnes|men|women|victims|dead|deaths|wounded|fighters|"
    r"shares|pounds|barrels|copies|employees|members|hours|calories|words|rpm|cc|mg|degrees)\b"
)
_CAR: Final = re.compile(
    r"\s(?:acura|audi|bmw|buick|cadillac|chev(?:rolet|y)|chrysler|dodge|ford|gmc|honda|hyundai|infiniti|isuzu|jaguar|"
    r"jeep|kawasaki|kia|lexus|lincoln|mazda|mercedes|mercury|mitsubishi|nissan|oldsmobile|plymouth|pontiac|porsche|"
    r"saturn|subaru|suzuki|toyota|volkswagen|volvo|yamaha)\b"
)
_IN: Final = re.compile(r"\b(?:in|since|from|by|until|till|before|after|during|through)\s$")
_YEAR_LEAD: Final = re.compile(
    r"(?:\b(?:in|since|of|from|by|until|till|before|after|during|and|to|for|through|between|late|early|mid|circa|around|"
    r"to|the|fiscal|year|november|december|january|february|march|april|may|june|july|august|september|october|"
    r"summer|winter|spring|fall|autumn|[a-z]+['’]s?)[\s-]+|\()$"
)


_AGAINST: Final = 150
_AGAINST_MONTH: Final = 250
_AHEAD: Final = 40
_AHEAD_MONTH: Final = 200
"""Days that a candidate year counts as farther off: where the tense speaks against it; where it lies ahead untold."""
_ENDED: Final = re.compile(r"\b(?:ended|since|dated)\s(?:on\s|last\s)?$")
_THROUGH: Final = re.compile(r"\bthrough\s(?:late\s|early\s|mid-)?$")
_ENDING: Final = re.compile(r"\b(?:until|ending|expires?|expiring|due|by)\s(?:on\s|late\s|early\s|mid-)?$")


def month_of(name: str) -> int:
    """1 … 12 of a month's name or abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def full_year(words: str) -> int:
    """The year of four digits or of two (69 and below: 20xx)."""
    if words[:1].isalpha():
        first, *rest = re.split(r"[\s\xa0]+(?:and[\s\xa0]+)?", words.lower().replace("-", " "))
        return {"nineteen": 1900, "twenty": 2000}.get(first, 2000) + int(
            number(" ".join(r for r in rest if r != "thousand")) or 0
        )
    digits = words.strip("'’ ")
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def year_for(month: int, day: int | None, c: Context) -> int | None:
    """The year meant by a month (and day) without one, by tense and nearness to publication."""
    if c.day is None:
        return c.told.year
    options, told = [], _told(c)
    for year in (c.day.year - 1, c.day.year, c.day.year + 1):
        at = make_day(year, month, day or 15)
        if at is None:
            continue
        gap = (at - c.day).days
        near = abs(gap) if day else abs((year - c.day.year) * 12 + month - c.day.month) * 30
        ahead = near > 0 and gap > 0
        against = told != "none" and (told == "past") == ahead and near > 2
        far = (_AGAINST if day else _AGAINST_MONTH) * against
        far += (_AHEAD if day else _AHEAD_MONTH) * (ahead and told == "none")
        options.append((near + (1000 * (ahead and told == "ended")) + far, year))
    return min(options)[1] if options else None


def _told(c: Context) -> str:
    """The tense of the governing verb, unless "ended" or "until" stands before the date itself."""
    before = c.before()
    if _ENDED.search(before):
        return "ended"
    return "future" if _ENDING.search(before) or (c.tense == "none" and _THROUGH.search(before)) else c.tense


def month_day(month: int, day: int, year: int | None, c: Context) -> Read | None:
    """A day of a month, its year worked out where it is not given."""
    if make_day(year or 2000, month, day) is None:
        return None
    year = year or year_for(month, day, c)
    return Read("DATE", f"{year:04d}-{month:02d}-{day:02d}" if year else f"XXXX-{month:02d}-{day:02d}")


def _is_month(words: str, c: Context, *, dated: bool) -> bool:
    """May the verb, march the walk and Mar the saint's title are no months."""
    name = words.lower().rstrip(".")
    if name not in _AMBIGUOUS or (dated and words[:1].isupper()):
        return True
    if words[:1].islower():
        return False
    if name in ("mar", "dec", "jan", "jun"):
        return False
    lead = re.search(
        r"\b(?:in|since|until|till|by|of|from|to|late|early|mid|last|next|this|during|before|after|for|and|between|"
        r"through|through|around|about)[\s-]$",
        c.before(),
    )
    if (
        name == "march"
        and re.search(r"\bthe\s$", c.before())
        and re.match(
            r"\s(?!on\b|for\b|of\b|to\b|in\b|was\b|by\b|against\b|and\b|is\b|will\b|had\b|has\b|that\b|which\b)[a-z]{4,}",
            c.after(),
        )
    ):
        return True
    if words.isupper() and not lead:
        return False
    return bool(lead)


def _year_given(m: re.Match[str], c: Context) -> int | None:
    """The year written with a day and month: its number, or "last year"."""
    if m["y"]:
        return full_year(m["y"])
    if not m["ly"]:
        return None
    base = c.told.year if m["ly"].lower() == "that" else c.day.year if c.day else None
    return base + {"last": -1, "next": 1}.get(m["ly"].lower(), 0) if base else None


def _day_first(m: re.Match[str], c: Context) -> Read | None:
    if not _is_month(m["mon"], c, dated=True) or not _plain_digits(c):
        return None
    first, month = day_number(m["d"]), month_of(m["mon"])
    return _days(month, first, m["d2"], _year_given(m, c), c)


def _month_first(m: re.Match[str], c: Context) -> Read | None:
    if not _is_month(m["mon"], c, dated=True):
        return None
    if m["d"].isalpha() and re.match(
        r"\s(?!(?:when|and|in|at|to|the|after|before|with|as|by)\b)[a-z]", c.after()
    ):
        return None
    return _days(month_of(m["mon"]), day_number(m["d"]), m["d2"], _year_given(m, c), c)


def day_number(words: str) -> int:
    """1 … 31 of "6", "6th" and "sixth"."""
    digits = re.sub(r"\D", "", words)
    low = words.lower().replace(" ", "-")
    tens = {"twenty": 20, "thirty": 30}.get(low.partition("-")[0], 0)
    return int(digits) if digits else tens + ORDINALS.get(low.partition("-")[2] if tens else low, 0) or 30


def _plain_digits(c: Context) -> bool:
    """A day's number is no tail of a larger one or of a decimal."""
    return not re.search(r"[\d][.,:]$|[$£€]$", c.before(3))


def _days(month: int, first: int, second: str | None, year: int | None, c: Context) -> Read | None:
    read = month_day(month, first, year, c)
    if read is None or not second:
        return read
    last = month_day(month, int(re.sub(r"\D", "", second)), year, c)
    if last is None or last.value <= read.value:
        return read
    if "X" in read.value:
        return read
    a, b = dt.date.fromisoformat(read.value), dt.date.fromisoformat(last.value)
    return Read("DATE", read.value, when=interval(a, b))


def _month_year(m: re.Match[str], c: Context) -> Read | None:
    if not _is_month(m["mon"], c, dated=True):
        return None
    return Read("DATE", f"{full_year(m['y']):04d}-{month_of(m['mon']):02d}", part(m["p"]))


def _month(m: re.Match[str], c: Context) -> Read | None:
    month = month_of(m["mon"])
    if not _is_month(m["mon"], c, dated=bool(m["p"])) or (m["mon"][:1].islower() and len(m["mon"]) < 5):
        return None
    year = year_for(month, None, c)
    return Read("DATE", f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}", part(m["p"]))


def part(words: str | None) -> str | None:
    """START, MID or END of "early", "the middle of", "late"."""
    if not words:
        return None
    text = words.lower()
    if "mid" in text:
        return "MID"
    return "END" if "late" in text or "end" in text else "START"


def _iso(m: re.Match[str], _c: Context) -> Read | None:
    day = make_day(int(m["y"]), int(m["m"]), int(m["d"]))
    if day is None:
        return None
    if m["h"] and int(m["h"]) < 25 and int(m["mi"]) < 60:
        return Read("TIME", f"{day.isoformat()}T{m['h']}:{m['mi']}")
    return Read("DATE", day.isoformat())


def _slashed(m: re.Match[str], c: Context) -> Read | None:
    """Day or month first: by what the calendar allows, then by nearness to publication, then day first."""
    a, b, year = int(m["a"]), int(m["b"]), full_year(m["y"])
    options = [d for d in (make_day(year, b, a), make_day(year, a, b)) if d is not None]
    if not options or re.search(r"[\d/.]$", c.before(2)) or re.match(r"[/.]?\d|%", c.after(2)):
        return None
    if c.day is None:
        return Read("DATE", options[0].isoformat())
    today = c.day
    return Read("DATE", min(options, key=lambda d: abs((d - today).days)).isoformat())


def _year(m: re.Match[str], c: Context) -> Read | None:
    year = int(m["y"])
    led = _YEAR_LEAD.search(c.before())
    if not (1900 <= year <= 2049 or (led and year >= 1400)):
        return None
    if _COUNTED.match(c.after()) or re.search(
        r"[\d$£€][.,:]?\s?$|\b(?:than|some|nearly|about|least|no\.?)\s$", c.before()
    ):
        return None
    if _CAR.match(c.after()) and not _IN.search(c.before()):
        return None  # "a 2001 Chevrolet" dates nothing
    return Read("DATE", f"{year:04d}", part(m["p"]))


def _year_range(m: re.Match[str], c: Context) -> Read | None:
    first, tail = int(m["y"]), m["y2"]
    last = int(m["y"][: 4 - len(tail)] + tail)
    if not 1400 <= first < last <= 2100 or _COUNTED.match(c.after()):
        return None
    return Read("DATE", f"{first:04d}", when=f"{first:04d}/{last:04d}")


_YEAR_TENS: Final = ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _worded_year(m: re.Match[str], c: Context) -> Read | None:
    """ "nineteen ninety-six", "the year two thousand", "two thousand and one" as broadcasts write years."""
    first, rest = m["c"].lower(), m["n"]
    year_before = "year" in m[0].lower()
    count = int(number(rest) or 0) if rest else 0
    if first.startswith("two"):
        led = year_before or re.search(r"\b(?:in|since|by|until|of)\s$", c.before())
        return Read("DATE", f"{2000 + count:04d}") if led and count < 50 else None
    if count < 10 or (first == "twenty" and not 10 <= count <= 40):
        return None
    return Read("DATE", f"{(1900 if first == 'nineteen' else 2000) + count:04d}")


def _short_year(m: re.Match[str], c: Context) -> Read | None:
    """'98 after a preposition."""
    if not re.search(
        r"\b(?:in|since|of|from|by|until|to|and|through|summer|winter|spring|fall)\s$", c.before()
    ):
        return None
    return Read("DATE", str(full_year(m["y"])))


def _decade(m: re.Match[str], _c: Context) -> Read | None:
    digits = str(full_year(m["y"]))
    century = len(m["y"]) >= 4 and digits.endswith("00") and digits != "2000"
    return Read("DATE", digits[:2] + "XX" if century else digits[:3] + "X", part(m["p"]))


_DECADES: Final = {
    "twent": 2,
    "thirt": 3,
    "fort": 4,
    "fift": 5,
    "sixt": 6,
    "sevent": 7,
    "eight": 8,
    "ninet": 9,
}


def _worded_decade(m: re.Match[str], c: Context) -> Read | None:
    if (
        re.search(r"\b(?:his|her|their|its|my|in)\s(?:the\s)?(?:early|mid|late)?[\s-]?$", c.before())
        and not m["t"]
    ):
        return None
    return Read("DATE", f"19{_DECADES[m['w'].lower()]}X", part(m["p"]))


def _century(m: re.Match[str], _c: Context) -> Read | None:
    words = m["n"].lower()
    count = ORDINALS.get(words) or (int(re.sub(r"\D", "", words)) if re.match(r"\d", words) else None)
    return Read("DATE", f"{count - 1:02d}XX", part(m["p"])) if count and 1 <= count <= 30 else None


def _holiday(m: re.Match[str], c: Context) -> Read | None:
    name = re.sub(r"\s+", " ", m["h"].lower().replace("’", "'").replace("st.", "st"))
    name = name.replace("presidents' day", "presidents day").replace("veterans' day", "veterans day")
    if not m["h"][:1].isupper() or (
        name == "new year" and not re.search(r"\b(?:before|after|on|at|since)\s(?:the\s)?$", c.before())
    ):
        return None
    if name not in HOLIDAYS:
        return None
    if m["y"]:
        day = holiday(name, int(m["y"]))
        return Read("DATE", _week_or_day(day, m)) if day else None
    if c.day is None:
        return Read("DATE", "XXXX-WXX" if m["w"] else "XXXX-XX-XX")
    options = [d for y in (c.day.year - 1, c.day.year, c.day.year + 1) if (d := holiday(name, y))]
    if m["w"]:
        options = [d - dt.timedelta(days=d.weekday()) for d in options]
    if (m["l"] or "").lower() == "last" or c.tense == "past":
        options = [d for d in options if d <= c.day] or options
    elif (m["l"] or "").lower() == "next" or c.tense == "future":
        options = [d for d in options if d >= c.day] or options
    today = c.day
    return Read("DATE", _week_or_day(min(options, key=lambda d: abs((d - today).days)), m))


def _week_or_day(day: dt.date, m: re.Match[str]) -> str:
    return week_value(day) if m["w"] else day.isoformat()


def _nine_eleven(_m: re.Match[str], _c: Context) -> Read | None:
    return Read("DATE", "2001-09-11")


_AND: Final = rf"(?:\s?[-–—]\s?|{S}(?:and|to|or){S})"
_ORDINAL: Final = (
    "(?:twenty|thirty)[-\\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|twentieth|thirtieth|"
    + "|".join(sorted((w for w in ORDINALS if "-" not in w), key=len, reverse=True))
)
_OF_LAST: Final = rf"(?:,?{S}(?:of{S})?(?P<ly>last|this|that|next){S}year)"
_LEAD: Final = rf"(?:(?:on{S})?{WEEKDAY},?{S}(?:the{S})?)?"
_NAMES: Final = "|".join(
    n.replace("'", "['’]")
    .replace(" ", S)
    .replace("presidents", "presidents['’]?")
    .replace("veterans", "veterans['’]?")
    .replace("st" + S, rf"st\.?{S}")
    for n in HOLIDAYS
)
RULES: Final = (
    Rule(r"(?P<y>\d{4})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?:[T\s](?P<h>\d\d):(?P<mi>\d\d)(?::\d\d)?Z?)?", _iso),
    Rule(r"(?P<a>\d{1,2})(?:\s?/\s?|[.-])(?P<b>\d{1,2})(?:\s?/\s?|[.-])(?P<y>\d{4}|\d\d)", _slashed),
    Rule(r"9[/-]11", _nine_eleven),
    Rule(
        rf"(?:{WEEKDAY},?{S})?(?:the{S})?(?P<d>{DAYTH}|(?:{_ORDINAL})(?={S}of))(?:{_AND}(?P<d2>{DAYTH}))?"
        rf"(?:{S}of)?(?:-|{S})?(?P<mon>{MONTH})(?:,?{S}(?P<y>{YEAR}|['’]\d\d)|{_OF_LAST})?",
        _day_first,
    ),
    Rule(
        rf"(?:{WEEKDAY},?{S})?(?P<mon>{MONTH}){S}(?:the{S})?(?P<d>{DAYTH}|{_ORDINAL})(?:{_AND}(?P<d2>{DAYTH}))?"
        rf"(?:(?:,?{S}|,|-)(?P<y>{YEAR}|['’]\d\d)|{_OF_LAST})?",
        _month_first,
    ),
    Rule(rf"(?P<mon>{MONTH}){S}(?P<d>[0-3]?\d)(?P<d2>)(?P<ly>)(?P<y>20[0-3]\d)", _month_first),
    Rule(
        rf"(?:(?P<p>{_PART})[\s-])?(?P<mon>{MONTH}),?{S}(?:of{S})?(?P<y>{YEAR}|['’]\d\d|{WORDED_YEAR})",
        _month_year,
    ),
    Rule(rf"(?:(?P<p>{_PART})[\s-])?(?P<mon>{MONTH})", _month),
    Rule(rf"(?:(?P<l>last|next|this){S})?(?P<h>{_NAMES})(?P<w>{S}week)?(?:,?{S}(?P<y>{YEAR}))?", _holiday),
    Rule(rf"(?P<y>{YEAR})\s?[-–/]\s?(?P<y2>\d{{4}}|\d\d)", _year_range),
    Rule(rf"(?:the{S})?(?:(?P<p>{_PART})[\s-](?:the{S})?)?(?P<y>(?:1[0-9]|20)\d0|['’]?\d0)['’]?s", _decade),
    Rule(
        rf"(?P<t>the{S})?(?:(?P<p>{_PART})[\s-])?(?P<w>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies",
        _worded_decade,
    ),
    Rule(
        rf"(?:the{S})?(?:(?P<p>{_PART})[\s-])?(?P<n>\d\d?(?:st|nd|rd|th)|[a-z]{{3,12}}th|twenty-first)[\s-]century",
        _century,
    ),
    Rule(
        rf"(?:(?:the{S})?year{S})?(?P<c>nineteen|two{S}thousand|twenty)"
        rf"(?:(?:{S}and)?(?:{S}|-)(?P<n>(?:{'|'.join(_YEAR_TENS)})(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven"
        rf"|twelve|one|two|three|four|five|six|seven|eight|nine))?",
        _worded_year,
    ),
    Rule(rf"(?:(?P<p>{_PART}|pre|post|year)[\s-])?(?P<y>{YEAR})", _year),
    Rule(r"(?P<y>['’]\d\d)", _short_year),
)
NUMERIC, DAYS, LONGER = RULES[:3], RULES[3:5], RULES[5:]
