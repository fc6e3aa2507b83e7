"""What resolving and assembling reach with a perfect reader: the reading is made from the labels, the rest is ours.

``python -m bench.oracle [dev|seed|train] [--words]``; ``--words`` also gives the reader the time expression that a
perfect pointer would choose. Labels name actors and claimants without offsets: they are looked up near the quote.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from bench.cases import OUT, SHARED, Json, absent, report_of, rows, score, write_predictions
from sayso.claims.choices import Choices
from sayso.core.coded import CodedReport
from sayso.core.reading import Argument, Count, Event, Reading, Source
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.pipeline import assemble
from sayso.resolve.things import resolve

CHOICES = Choices(when_by_rule="sentence", where_by_rule="country", known_places=False)
"""A perfect reading does not weigh: its arguments are the answer, and their absence says that none is named."""


def reading_of(row: Json, *, words: bool = False) -> Reading:
    """A reading that sees all that the labels say, and nothing else."""
    report = report_of(row)
    times = resolve(Reading(report)).times if words else ()
    groups: dict[tuple[object, ...], list[Json]] = {}
    for claim in row["claims"]:
        key = (
            claim["trigger_start"],
            claim["trigger_end"],
            claim["kind"],
            claim["stance"],
            tuple(claim["says"]),
        )
        groups.setdefault(key, []).append(claim)
    events = []
    for group in groups.values():
        first = group[0]
        arguments = [Argument(role, s) for role, s in _arguments(report, first)]
        fitting = [t.span for t in times if t.when and t.when == first["when"]]
        if fitting:
            arguments.append(Argument("time", min(fitting, key=lambda s: abs(s.start - first["start"]))))
        says = tuple(Source(None if name == "?" else find(report, name, first)) for name in first["says"])
        events.append(
            Event(
                trigger=report.cut(first["trigger_start"], first["trigger_end"]),
                kind=first["kind"],
                stance=first["stance"],
                arguments=tuple(arguments),
                counts=tuple(_counts(report, group)),
                says=tuple(s for s in says if s.span is not None or "?" in first["says"]),
            )
        )
    return Reading(report, tuple(events), model="labels")


def _arguments(report: Report, claim: Json) -> Iterator[tuple[str, Span]]:
    for role in ("actor", "target"):
        if claim[role] and (span := find(report, claim[role], claim)):
            yield role, span
    if claim["place"]:
        name = re.sub(
            r"^(?:near|outside|north|south|east|west|northern|a few .* from)\s(?:of\s)?",
            "",
            claim["place"].split(",")[0],
        )
        if span := find(report, name, claim):
            yield "place", span


def _counts(report: Report, group: list[Json]) -> Iterator[Count]:
    for claim in group:
        figure = claim["figure"]
        if figure and (span := find(report, figure["text"], claim)):
            of = find(report, figure["of"], claim) if figure["of"] else None
            yield Count(span, figure["measure"], of, figure["scope"])


def find(report: Report, name: str, claim: Json) -> Span | None:
    """The words of a label in the text, nearest to the claim's quote; a tail of them if the whole stands nowhere."""
    tokens = re.findall(r"\S+", name)
    for drop in range(len(tokens)):
        tail = " ".join(tokens[drop:])
        pattern = r"\s+".join(re.escape(t) for t in tail.split())
        pattern = (r"\b" if tail[0].isalnum() else "") + pattern + (r"\b" if tail[-1].isalnum() else "")
        found = [report.cut(m.start(), m.end()) for m in re.finditer(pattern, report.text, re.IGNORECASE)]
        if found:
            return min(found, key=lambda s: _distance(s, claim))
    return None


def _distance(span: Span, claim: Json) -> int:
    if claim["start"] <= span.start and span.end <= claim["end"]:
        return 0
    return min(abs(claim["start"] - span.end), abs(span.start - claim["end"]))


def run(name: str, *, words: bool = False) -> tuple[list[CodedReport], Path]:
    """Coded reports from perfect readings, and the file of predictions that holds them."""
    coded = [assemble(reading_of(row, words=words), choices=CHOICES) for row in rows(name)]
    return coded, write_predictions(coded, OUT / f"oracle-{name}.jsonl")


def main() -> None:
    """Print the table, and the errors of one slot if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", default="dev")
    parser.add_argument("--words", action="store_true")
    options = parser.parse_args()
    if message := absent():
        print(message)
        return
    _, path = run(options.part, words=options.words)
    result = score(options.part, path)
    for measure in ("detect", "figure", "sayso", "full"):
        print(f"{measure:8} {result[measure]['f1']:5}  P {result[measure]['p']}  R {result[measure]['r']}")
    for group in ("slot", "given"):
        print(
            group
            + " "
            + "  ".join(f"{k.split()[1]} {v['acc']}" for k, v in result.items() if k.startswith(group))
        )
    print(f"errors: python {SHARED / 'bin' / 'score_claims.py'} {options.part} {path} --errors 400")


if __name__ == "__main__":
    main()
