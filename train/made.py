"""Short made texts with their labels: tolls and happenings that labelled reports show too seldom.

``train/sentences.toml`` holds ways of telling tolls, ``train/happenings.toml`` those of the rarer kinds, and sentences
that claim nothing. A text is three to six of them with some that claim nothing; an unknown is left unlabelled, as
everywhere, but for who did what to whom in a happening: what its sentence does not name, nobody names.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from sayso.core.report import Part, Report
from train.example import NONE, Notes
from train.sets import Pair

TOLLS, HAPPENINGS = (Path(__file__).with_name(f"{name}.toml") for name in ("sentences", "happenings"))
ROLE = {"a": "actor", "g": "target", "o": "target", "p": "place", "w": "time"}
DO = ("attackers", "crowd")
"""Measures of those who act; the others count those to whom something is done."""

_MANY = re.compile(r"\b((?:dozens|hundreds|scores)>) (?=<o|[a-z])", re.IGNORECASE)
_SLOT = re.compile(r"\{([^{}]*)\}")
_LABEL = re.compile(r"([a-z])(\d?)((?::[a-z_]+)*)\|")


@dataclass
class _Marked:
    """A sentence without its marks, and (letter, number of the claim, further words, start, end) of each mark."""

    text: str
    marks: list[tuple[str, str, list[str], int, int]] = field(default_factory=list)
    whole: bool = False


@cache
def _table() -> dict[str, Any]:
    """The fills of both files, and the groups of sentences: ``tolls``, ``lists``, ``happenings``, ``nothing``."""
    tolls, others = (tomllib.loads(path.read_text("utf8")) for path in (TOLLS, HAPPENINGS))
    return {
        "fill": tolls["fill"] | others["fill"],
        "tolls": [group for group in tolls["say"] if not group.get("list")],
        "lists": [group for group in tolls["say"] if group.get("list")],
        "happenings": [group for group in others["say"] if group["kind"] != "nothing"],
        "nothing": [group for group in others["say"] if group["kind"] == "nothing"],
    }


OFTEN = {"tolls": 0.35, "happenings": 0.5, "nothing": 0.15}
"""How often a sentence is of each sort."""


def filled(text: str, rng: random.Random) -> str:
    """The sentence with every {slot} filled, slots within slots too."""

    def one(slot: re.Match[str]) -> str:
        name = slot[1]
        if name == "d":
            return str(rng.choice((rng.randint(2, 40), rng.randint(11, 400))))
        if name == "e":
            return str(rng.randint(401, 900))
        if name == "k":
            number = rng.randint(401, 22000)
            number -= number % rng.choice((1, 1, 10, 100))
            return f"{number:,}" if rng.random() < 0.8 else str(number)
        return str(rng.choice(_table()["fill"].get(name) or name.split("/")))

    while _SLOT.search(text):
        text = _SLOT.sub(one, text)
    text = re.sub(r" +([>.,])", r"\1", re.sub(r" {2,}", " ", text))
    return _MANY.sub(r"\1 of ", text)


def marked(text: str) -> _Marked:
    """The words and the marks of a filled sentence."""
    out: list[str] = []
    open_: list[tuple[str, str, list[str], int]] = []
    found: list[tuple[str, str, list[str], int, int]] = []
    at = length = 0
    while at < len(text):
        label = _LABEL.match(text, at + 1) if text[at] == "<" else None
        if label:
            open_.append((label[1], label[2], label[3].split(":")[1:], length))
            at = label.end()
        elif text[at] == ">" and open_:
            letter, number, more, start = open_.pop()
            found.append((letter, number, more, start, length))
            at += 1
        else:
            out.append(text[at])
            length += 1
            at += 1
    made = "".join(out)
    return _Marked(made[:1].upper() + made[1:], found)


def texts(count: int, rng: random.Random) -> Iterator[Pair]:
    """So many made texts with labels."""
    sorts, shares = list(OFTEN), list(OFTEN.values())
    for number in range(count):
        lines: list[_Marked] = []
        for sort in rng.choices(sorts, shares, k=rng.randint(3, 6)):
            line = marked(filled(rng.choice(rng.choice(_table()[sort])["texts"]), rng))
            lines.append(replace(line, whole=sort == "happenings"))
            if rng.random() < 0.4:
                lines.append(marked(filled(rng.choice(_table()["fill"]["filler"]), rng)))
        if rng.random() < 0.15:
            lines += [marked(filled(t, rng)) for t in _table()["lists"][0]["texts"] if rng.random() < 0.7]
        yield _text(f"made-{number}", lines, rng)


def _text(name: str, lines: list[_Marked], rng: random.Random) -> Pair:
    notes, text = Notes({"trigger": [], "count": []}), ""
    for line in lines:
        _label(line, len(text), notes)
        ends = line.text.endswith((".", "?"))
        text += line.text + ("\n\n" if not ends or rng.random() < 0.4 else " ")
    text = text.rstrip()
    return Report(name, text, (Part("body", 0, len(text)),), published="2020-06-17"), notes


def _label(line: _Marked, base: int, notes: Notes) -> None:
    claims: dict[str, dict[str, Any]] = {}
    said: dict[str, tuple[int, int]] = {}
    for letter, number, more, start, end in line.marks:
        if letter in "sr":
            said[letter] = (base + start, base + end)
        else:
            claims.setdefault(number, {})[letter] = (base + start, base + end, more)
    named = next((marks["t"] for _, marks in sorted(claims.items()) if "t" in marks), None)
    for _, marks in sorted(claims.items()):
        _claim(marks, said, notes, marks.get("t") or named)
        if line.whole and "t" in marks:
            _nobody(marks, notes)


def _nobody(marks: dict[str, Any], notes: Notes) -> None:
    """The parties that a happening does not name are none."""
    does = "n" in marks and marks["n"][2][0] in DO
    if "a" not in marks and not (does and "o" in marks):
        notes.links.append((marks["t"][0], "actor", NONE))
    if "g" not in marks and (does or "o" not in marks):
        notes.links.append((marks["t"][0], "target", NONE))


def _claim(marks: dict[str, Any], said: dict[str, Any], notes: Notes, trigger: Any) -> None:
    start, end, (kind, *stance) = trigger
    if "t" in marks:
        notes.layers["trigger"].append((start, end, kind))
        notes.points.append((start, "stance", stance[0] if stance else "asserted"))
        for role, letter in (("says", "s"), ("relay", "r")):
            notes.links.append((start, role, [[said[letter]]] if letter in said else NONE))
        does = "n" in marks and marks["n"][2][0] in DO
        for letter, role in ROLE.items():
            if letter in marks:
                whom = "actor" if letter == "o" and does else role
                notes.links.append((start, whom, [[marks[letter][:2]]]))
        if "q" in marks:
            notes.links.append((start, "quote", [[marks["q"][:2]]]))
    if "n" in marks:
        at, stop, (measure, *_) = marks["n"]
        notes.layers["count"].append((at, stop, measure))
        notes.links.append((at, "trigger", [[(start, end)]]))
        if "o" in marks:
            notes.links.append((at, "of", [[marks["o"][:2]]]))
