"""How many, measured on the labelled claims: bounds, finding, measure, scope, and what other readers get."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sayso.core.figure import Quantity
from sayso.core.span import Span
from sayso.resolve.howmany import quantities
from sayso.resolve.howmany_measure import measure_for
from sayso.resolve.howmany_parts import count_bounds
from sayso.resolve.howmany_scope import scope_for
from sayso.resolve.howmany_words import read_words

SHARED = Path(os.environ.get("SAYSO_SHARED") or Path(__file__).parents[2] / "shared")
Row = dict[str, Any]
Case = tuple[dict[str, Any], dict[str, Any]]


def rows(parts: tuple[str, ...] = ("train", "dev")) -> list[Row]:
    """One row a figure: name, value (per cent, or sentences a second), n, data hash, seconds; none without data."""
    out: list[Row] = []
    for part in parts:
        path = SHARED / "data" / "claims" / f"{part}.jsonl"
        if not path.exists():
            print(f"bench howmany: no {path.name}; skipped", file=sys.stderr)
            continue
        raw = path.read_bytes()
        data = hashlib.sha256(raw).hexdigest()[:12]
        reports = [json.loads(line) for line in raw.decode("utf-8").splitlines()]
        for name, measure in MEASURED.items():
            begin = time.process_time()
            right, n = measure(reports)
            seconds = time.process_time() - begin
            value = (
                round(n / seconds)
                if name == "sentences a second"
                else round(100 * right / n, 1)
                if n
                else None
            )
            out.append(
                {
                    "name": f"how many, claims {part}: {name}",
                    "value": value,
                    "n": n,
                    "data": data,
                    "seconds": round(seconds, 2),
                }
            )
    return out


def _figures(reports: list[dict[str, Any]]) -> Iterator[Case]:
    for report in reports:
        for claim in report["claims"]:
            if claim.get("figure"):
                yield report, claim


def _span(report: dict[str, Any], claim: dict[str, Any]) -> tuple[int, int]:
    words = claim["figure"]["text"]
    at = report["text"].find(words, claim["start"], claim["end"] + 1)
    return (at, at + len(words)) if at >= 0 else (claim["start"], claim["end"])


def _bounds(quantity: Quantity | None) -> tuple[int | None, int | None] | None:
    return None if quantity is None else count_bounds(quantity)


def bounds_of_words(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """Figures whose own words give the labelled bounds."""
    checks = [
        _bounds(read_words(c["figure"]["text"])) == (c["figure"]["low"], c["figure"]["high"])
        for _, c in _figures(reports)
    ]
    return sum(checks), len(checks)


def _found(
    reports: list[dict[str, Any]], right: Callable[[Quantity, dict[str, Any]], bool]
) -> tuple[int, int]:
    hits = n = 0
    for report in reports:
        seen: tuple[Quantity, ...] | None = None
        for claim in report["claims"]:
            if not claim.get("figure"):
                continue
            seen = quantities(report["text"]) if seen is None else seen
            start, end = _span(report, claim)
            n += 1
            hits += any(q.span.start < end and start < q.span.end and right(q, claim["figure"]) for q in seen)
    return hits, n


def found(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """Labelled figures that the finder meets in the text."""
    return _found(reports, lambda _q, _f: True)


def found_with_bounds(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """Labelled figures that the finder meets with the labelled bounds."""
    return _found(reports, lambda q, f: _bounds(q) == (f["low"], f["high"]))


def measures(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """Measures right, given the kind, trigger, counted words and quote."""
    checks = [
        measure_for(c["kind"], c["trigger"], c["figure"].get("of"), c["quote"]) == c["figure"]["measure"]
        for _, c in _figures(reports)
    ]
    return sum(checks), len(checks)


def scopes(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """Scopes right, given the figure's place in the text and the kind."""
    checks = []
    for report, claim in _figures(reports):
        figure, (start, end) = claim["figure"], _span(report, claim)
        quantity = Quantity(Span.cut(report["text"], start, end), figure["low"], figure["high"])
        checks.append(scope_for(report["text"], quantity, claim["kind"]) == figure["scope"])
    return sum(checks), len(checks)


def always_event(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """The floor under scopes: everything one incident."""
    checks = [c["figure"]["scope"] == "event" for _, c in _figures(reports)]
    return sum(checks), len(checks)


def speed(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """Sentences read (counted by full stops)."""
    n = 0
    for report in reports:
        quantities(report["text"])
        n += report["text"].count(". ") + 1
    return n, n


def peer_text2num(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """text2num on the figures' own words; it knows exact numbers only."""
    try:
        from text_to_num import alpha2digit
    except ImportError:
        print("bench howmany: text2num is not installed; row skipped", file=sys.stderr)
        return 0, 0
    checks = []
    for _, claim in _figures(reports):
        words = alpha2digit(claim["figure"]["text"].lower(), "en").replace(",", "")
        numbers = [float(w) for w in words.split() if w.replace(".", "", 1).isdigit()]
        got = (numbers[0], numbers[0]) if len(numbers) == 1 else (None, None)
        checks.append(got == (claim["figure"]["low"], claim["figure"]["high"]))
    return sum(checks), len(checks)


def peer_quantulum(reports: list[dict[str, Any]]) -> tuple[int, int]:
    """quantulum3 (without its classifier) on the figures' own words."""
    try:
        from quantulum3 import parser
    except ImportError:
        print("bench howmany: quantulum3 is not installed; row skipped", file=sys.stderr)
        return 0, 0
    checks = []
    for _, claim in _figures(reports):
        got = parser.parse(claim["figure"]["text"])
        bounds = (got[0].value, got[0].value) if len(got) == 1 else (None, None)
        checks.append(bounds == (claim["figure"]["low"], claim["figure"]["high"]))
    return sum(checks), len(checks)


MEASURED: dict[str, Callable[[list[dict[str, Any]]], tuple[int, int]]] = {
    "bounds of the labelled words": bounds_of_words,
    "bounds of the labelled words, text2num": peer_text2num,
    "bounds of the labelled words, quantulum3": peer_quantulum,
    "labelled figures found in the text": found,
    "found with the labelled bounds": found_with_bounds,
    "measure": measures,
    "scope": scopes,
    "scope, always event": always_event,
    "sentences a second": speed,
}


if __name__ == "__main__":
    for row in rows():
        print(f"{row['name']:70} {row['value']!s:>8}  n={row['n']}  {row['data']}  {row['seconds']} s")
