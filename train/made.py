"""Short made texts that tell tolls, with their labels: the ways of saying that labelled reports show too seldom.

``train/sentences.toml`` holds the sentences. A text is three to seven of them with some that claim nothing; an
unknown is left unlabelled, as everywhere.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sayso.core.report import Part, Report
from train.example import NONE, Notes
from train.sets import Pair

SENTENCES = Path(__file__).with_name("sentences.toml")
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


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(SENTENCES.read_text("utf8"))


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
    groups = _table()["say"]
    plain, lists = [g for g in groups if not g.get("list")], [g for g in groups if g.get("list")]
    for number in range(count):
        lines: list[_Marked] = []
        for _ in range(rng.randint(3, 6)):
            lines.append(marked(filled(rng.choice(rng.choice(plain)["texts"]), rng)))
            if rng.random() < 0.4:
                lines.append(marked(filled(rng.choice(_table()["fill"]["filler"]), rng)))
        if rng.random() < 0.15:
            lines += [marked(filled(t, rng)) for t in lists[0]["texts"] if rng.random() < 0.7]
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
