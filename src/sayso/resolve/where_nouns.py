"""Places without a name: "a market in central Baghdad", "the southern suburbs of Beirut", "outside the
parliament"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sayso.core.report import Report
from sayso.core.span import Span
from sayso.core.where import Where
from sayso.resolve.where_tokens import lines

_NOUN: Final = (
    r"markets?|bazaars?|mosques?|shrine|church(?:es)?|cathedral|synagogue|temple|schools?|university|campus|"
    r"hospitals?|clinics?|hotels?|"
    r"restaurants?|caf[eé]s?|bar|nightclub|club|shops?|stores?|supermarket|malls?|shopping (?:mall|cent(?:re|er))|"
    r"bakery|pharmacy|bank|"
    r"checkpoints?|police station|police headquarters|police academy|barracks|army base|military base|"
    r"military camp|base|air ?base|"
    r"airport|airfield|headquarters|prison|jail|embassy|consulate|parliament(?: building)?|courthouse|palace|"
    r"ministry building|"
    r"bus station|train station|railway station|metro station|station|bus stop|port|harbour|bridge|tunnel|highway|"
    r"motorway|"
    r"refugee camps?|camps?|border crossing|crossing|factory|plant|mines?|coal mine|refinery|pipeline|oil ?field|"
    r"power plant|dam|"
    r"suburbs?|outskirts|district|neighbou?rhoods?|square|park|stadium|theat(?:re|er)|cinema|museum|warehouse|"
    r"apartment building|"
    r"building|farm|village|countryside|beach|housing projects?|compound|residence|garage|intersection|embassies"
)
_PLACE: Final = re.compile(
    rf"\b(?P<how>in|at|outside|near|inside|on|through|into|hit|struck|targeted|stormed)\s"
    rf"(?P<name>(?:a|an|the|two|three|several|one)\s(?:(?!and|or|of|in|to|by|for|with|who|"
    rf"that)[\w’'\-]+\s){{0,3}}(?:{_NOUN}))\b(?!\s(?:of|said|official))"
)


def noun_places(report: Report, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Offsets of common nouns that say where, outside of what is ``taken``."""
    text = report.text
    for start, end in lines(report):
        for match in _PLACE.finditer(text, start, end):
            a, b = match.span("name")
            if not any(a < y and x < b for x, y in taken):
                yield a, b


def noun_wheres(report: Report, places: tuple[Where, ...]) -> list[Where]:
    """The same as places: named after their words and the named place that they are told to be in, whose point
    they share.

    Their relation is ``in``, their precision that of the named place, for no gazetteer knows the market itself.
    """
    found = []
    for start, end in noun_places(report, [(w.span.start, w.span.end) for w in places]):
        holder = _holder(report.text, start, end, places)
        if holder is not None:
            span = Span.cut(report.text, start, end)
            name = f"{span.text}, {holder.name}"
            found.append(
                replace(holder, span=span, name=name, relation="in", basis="words", score=holder.score * 0.8)
            )
    return found


def _holder(text: str, start: int, end: int, places: tuple[Where, ...]) -> Where | None:
    """The place just after ("a market in Baghdad"), else the nearest town in the line, else the last one before."""
    fine = [w for w in places if w.precision not in ("country", "region")]
    after = next(
        (
            w
            for w in fine
            if 0 < w.span.start - end < 40 and not re.search(r"[.;\n]", text[end : w.span.start])
        ),
        None,
    )
    if after is not None:
        return after
    before = [w for w in fine if w.span.end <= start]
    if before:
        return before[-1]
    return fine[0] if fine else (places[0] if places else None)
