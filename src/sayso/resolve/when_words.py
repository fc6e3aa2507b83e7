"""The words of time: numbers, months, weekdays, units and parts of the day, as patterns and as values.

All patterns are written for ``re.IGNORECASE`` and are bounded, so that scanning stays linear in the text.
"""

from __future__ import annotations

import re
from typing import Final

_SMALL: Final = [
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
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS: Final[dict[str, float]] = {
    **{w: i for i, w in enumerate(_SMALL, 1)},
    **{w: 10 * i for i, w in enumerate(_TENS, 2)},
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "the couple of": 2,
    "a dozen": 12,
    "dozen": 12,
    "half a": 0.5,
    "half an": 0.5,
    "a half": 0.5,
    "a single": 1,
    "hundred": 100,
    "a hundred": 100,
    "one hundred": 100,
    "a thousand": 1000,
    "one thousand": 1000,
    "thousand": 1000,
}
VAGUE: Final = frozenset(
    [
        "few",
        "a few",
        "several",
        "some",
        "many",
        "a number of",
        "dozens of",
        "scores of",
        "hundreds of",
        "thousands of",
        "tens of",
    ]
)
ORDINALS: Final = {
    w: i
    for i, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        1,
    )
}
MONTHS: Final = {
    name: i
    for i, names in enumerate(
        [
            "january|jan",
            "february|feb",
            "march|mar",
            "april|apr",
            "may",
            "june|jun",
            "july|jul",
            "august|aug",
            "september|sept|sep",
            "october|oct",
            "november|nov",
            "december|dec",
        ],
        1,
    )
    for name in names.split("|")
}
WEEKDAYS: Final = {
    name: i
    for i, names in enumerate(
        [
            "monday|mon",
            "tuesday|tues|tue",
            "wednesday|wed",
            "thursday|thurs|thur|thu",
            "friday|fri",
            "saturday|sat",
            "sunday|sun",
        ]
    )
    for name in names.split("|")
}
UNITS: Final = {
    "second": "TS",
    "sec": "TS",
    "minute": "TM",
    "min": "TM",
    "hour": "TH",
    "hr": "TH",
    "day": "D",
    "night": "D",
    "fortnight": "2W",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "10Y",
    "century": "100Y",
    "centurie": "100Y",
    "millennium": "1000Y",
}
DAYPARTS: Final = {
    "morning": "MO",
    "dawn": "MO",
    "daybreak": "MO",
    "sunrise": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "dusk": "EV",
    "sunset": "EV",
    "night": "NI",
    "lunchtime": "MI",
}

S: Final = r"[\s\xa0]{1,4}"
DIGITS: Final = r"\d{1,3}(?:,\d{3}){0,2}(?:\.\d)?(?:\s1/2)?"
_TEENS: Final = "|".join(sorted(_SMALL, key=len, reverse=True))
_WORDS: Final = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{_TEENS}))?|{_TEENS})"
VAGUE_WORDS: Final = (
    r"(?:a{S})?few|several|some|many|a{S}number{S}of|(?:dozens|scores|hundreds|thousands|tens){S}of".replace(
        "{S}", S
    )
)
NUMBER: Final = (
    rf"(?:(?:{DIGITS}|{_WORDS})(?:{S}|-)and(?:{S}|-)a(?:{S}|-)half|{DIGITS}|half{S}an?|(?:a|the){S}couple(?:{S}of)?|couple{S}of|(?:a|one){S}(?:dozen|hundred|thousand)|dozen"
    rf"|{_WORDS}(?:{S}(?:hundred|thousand))?|{VAGUE_WORDS})"
)
NUMBER_OR_A: Final = rf"(?:{NUMBER}|an?(?:{S}single)?)"
MONTH_FULL: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
MONTH: Final = rf"(?:{MONTH_FULL}|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
WEEKDAY: Final = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)\b\.?)"
)
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[:./]\d|,\d(?!\d{3}\b)|(?:st|nd|rd|th)?\s?%)"
DAYTH: Final = rf"(?:{DAY}(?:st|nd|rd|th)?\b)"
YEAR: Final = r"(?:1[0-9]|20)\d\d(?![\d%]|[.,:]\d)"
UNIT: Final = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|fortnights?|weekends?|weeks?|months?"
    r"|quarters?|years?|decades?|century|centuries|millennium)"
)
OR_SO: Final = rf"(?:{S}(?:and{S}a{S}half|or{S}so|or{S}two))"
SEASON: Final = r"(?:spring|summer|fall|autumn|winter)"
DAYPART: Final = rf"(?:{'|'.join(DAYPARTS)})"
ZONE: Final = (
    r"(?:GMT|UTC|[ECMP][SD]?T|CEST|BST|MSK|(?:local|Eastern|Moscow|universal|standard|daylight)(?:\s(?:standard|"
    r"daylight))?\s?time)"
)
CLOCK: Final = (
    rf"(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?|(?:1[0-2]|0?[1-9])\s?(?:[ap]\.m\.?|[ap]m\b)"
    rf"|(?:[01]\d|2[0-4])[0-5]\d\s?(?:GMT|UTC|hours|hrs|local\stime)\b|(?:{_TEENS}|\d\d?){S}o['’]clock"
    rf"|noon\b|midnight\b|midday\b)"
)


def number(words: str) -> float | None:
    """The number that a number phrase stands for; None for vague ones ("several")."""
    text = " ".join(words.lower().replace("-", " ").split())
    half = text.endswith((" 1/2", " and a half"))
    text = text.removesuffix(" 1/2").removesuffix(" and a half").replace(",", "")
    if re.fullmatch(r"\d{1,9}(?:\.\d)?", text):
        return float(text) + 0.5 * half
    if text in VAGUE:
        return None
    if text in NUMBERS:
        return NUMBERS[text] + 0.5 * half
    parts = [NUMBERS.get(part) for part in text.split()]
    if not parts or any(part is None for part in parts):
        return None
    total = 0.0
    for part in parts:
        total = total * part if part and part >= 100 else total + (part or 0)
    return total + 0.5 * half


def unit(word: str) -> str:
    """``D``, ``W``, ``TH`` …: the TIMEX3 unit of a unit word."""
    text = word.lower()
    return UNITS.get(text) or UNITS[text.removesuffix("s")]


def duration(count: float | None, code: str) -> str:
    """``P3D``, ``PT12H``, ``PXY``: so many of a unit; a unit like ``10Y`` multiplies."""
    if code == "WE":
        return "P2D" if count == 1 else f"P{_digits(count)}WE"
    head = "PT" if code.startswith("T") else "P"
    code = code.removeprefix("T")
    size = re.match(r"\d+", code)
    if size:
        count = None if count is None else count * int(size[0])
        code = {"10Y": "E", "100Y": "C"}.get(code, "Y") if count is None else code[size.end() :]
    if count is not None and count != int(count):
        finer = {"Y": ("M", 12), "D": ("H", 24), "H": ("M", 60), "M": ("D", 30), "W": ("D", 7)}.get(code)
        if finer and head == "PT" and code == "M":
            finer = ("S", 60)
        if finer:
            whole, rest = int(count), round((count - int(count)) * finer[1])
            start = f"{head}{whole}{code}" if whole else head
            mark = "T" if code == "D" else ""
            return f"{start}{mark}{rest}{finer[0]}"
    return f"{head}{_digits(count)}{code}"


def _digits(count: float | None) -> str:
    return "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))
