"""Times of events, measured: whether labelled times of claims have an expression, which one a gold trigger hangs on,
and events of temporal dependency graphs (Yao et al. 2020). Rows of ``bench.when``.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from typing import Any, Final

from bench.cases import SHARED, claims_file, data_hash, report_of
from bench.cases import rows as claim_rows
from bench.diff import scorer
from sayso.core.sentences import sentences
from sayso.core.span import Span
from sayso.resolve.when import times
from sayso.resolve.when_hang import Telling, hang_in

Row = dict[str, Any]
_CLOSE: Final = frozenset([",", ".", ":", ";", "?", "!", "'s", "n't", "%", "'"])
TDG: Final = SHARED / "data" / "tdg" / "train.txt"
_SCORER: Final = scorer() if claims_file("dev").exists() else None


def rows() -> list[Row]:
    """One row a figure: name, value, n, hash of the data, seconds. Empty without the data."""
    out: list[Row] = []
    for part in ("train", "dev"):
        if claims_file(part).exists():
            out += [*_claim_rows(part), *_hanging_rows(part)]
    if claims_file("train").exists():
        out.append(_speed_row())
    return [*out, *(_graph_rows() if TDG.exists() else [])]


def _speed_row() -> Row:
    """Sentences a second over the training reports, reading the files not counted."""
    reports = [report_of(row) for row in claim_rows("train")]
    n = sum(len(sentences(report).spans) for report in reports)
    start = time.perf_counter()
    for report in reports:
        times(report.text, report.day)
    seconds = time.perf_counter() - start
    base = {"n": n, "hash": data_hash(claims_file("train")), "seconds": round(seconds, 2)}
    return {"name": "when, claims train: sentences a second", "value": round(n / seconds), **base}


def _hanging_rows(part: str) -> list[Row]:
    """How often the time that an event is found to hang on is the labelled one, given its trigger and kind."""
    start = time.perf_counter()
    right: list[tuple[bool, bool]] = []
    for trigger, telling, claim in hanging_cases(part):
        found = hang_in(trigger, telling, claim["kind"])
        right.append(
            (claim["when"] is not None, aligned_values(claim["when"], found.value if found else None))
        )
    base = {"hash": data_hash(claims_file(part)), "seconds": round(time.perf_counter() - start, 2)}
    given = [ok for has, ok in right if has]
    return [
        {
            "name": f"when, claims {part}: time of the gold trigger",
            "value": _share([ok for _, ok in right]),
            "n": len(right),
            **base,
        },
        {
            "name": f"when, claims {part}: the same where one is given",
            "value": _share(given),
            "n": len(given),
            **base,
        },
    ]


def _graph_rows() -> list[Row]:
    """Temporal dependency graphs: of events within a time, how many we hang on words of it, or on that time."""
    start = time.perf_counter()
    hits = days = placed = n = 0
    for document in TDG.read_text("utf-8").split("filename:<doc")[1:]:
        text, offsets = _graph_text(document)
        edges = [
            line.split("\t")
            for line in document.partition("EDGE_LIST")[2].splitlines()
            if line.count("\t") == 3
        ]
        created = times(text[: text.find("\n")], None)
        day = (
            dt.date.fromisoformat(created[0].value)
            if created and re.fullmatch(r"\d{4}-\d\d-\d\d", created[0].value)
            else None
        )
        report = report_of({"id": "tdg", "text": text, "published": day.isoformat() if day else None})
        telling = Telling.of(report, times(text, day))
        for child, sort, parent, relation in edges:
            if sort != "Event" or relation != "included" or parent.startswith("-1"):
                continue
            event, meant = _graph_span(child, offsets), _graph_span(parent, offsets)
            found = hang_in(report.cut(*event), telling)
            n += 1
            if found is None:
                continue
            placed += 1
            hits += found.span.start < meant[1] and meant[0] < found.span.end
            of_meant = {t.when for t in telling.times if t.span.start < meant[1] and meant[0] < t.span.end}
            days += found.value in of_meant
    base = {"n": n, "hash": data_hash(TDG), "seconds": round(time.perf_counter() - start, 2)}
    return [
        {
            "name": "when, TDG: event within a time, its words found",
            "value": round(100 * hits / max(1, n), 1),
            **base,
        },
        {
            "name": "when, TDG: the same, of events given a time",
            "value": round(100 * hits / max(1, placed), 1),
            **base,
        },
        {
            "name": "when, TDG: its words found, or other words of that time",
            "value": round(100 * days / max(1, n), 1),
            **base,
        },
    ]


def _graph_text(document: str) -> tuple[str, list[list[tuple[int, int]]]]:
    """The sentences joined by line ends, and each token's offsets."""
    lines = document.partition("SNT_LIST\n")[2].partition("EDGE_LIST")[0].splitlines()
    text, offsets = "", []
    for line in lines:
        row = []
        for token in line.split(" "):
            if token in _CLOSE and text.endswith(" "):
                text = text[:-1]
            row.append((len(text), len(text) + len(token)))
            text += token + " "
        text = text[:-1] + "\n"
        offsets.append(row)
    return text, offsets


def _graph_span(name: str, offsets: list[list[tuple[int, int]]]) -> tuple[int, int]:
    sentence, first, last = (int(x) for x in name.split("_"))
    return offsets[sentence][first][0], offsets[sentence][last][1]


def _claim_rows(part: str) -> list[Row]:
    start = time.perf_counter()
    hits = n = 0
    for _, claims, found in dated(part):
        n += len(claims)
        hits += sum(any(aligned(t.when, c) for t in found) for c in claims)
    seconds = time.perf_counter() - start
    base = {"n": n, "hash": data_hash(claims_file(part)), "seconds": round(seconds, 2)}
    return [
        {
            "name": f"when, claims {part}: labelled time has an expression",
            "value": round(100 * hits / n, 1),
            **base,
        }
    ]


def dated(part: str) -> Iterator[tuple[Any, list[Row], Any]]:
    """Reports of the claims data with their claims that have a time, and the expressions found."""
    for row in claim_rows(part):
        report = report_of(row)
        yield report, [c for c in row["claims"] if c["when"]], times(report.text, report.day)


def aligned(when: str | None, claim: Row) -> bool:
    """The scorer's rule for equal times."""
    return bool(when) and _SCORER is not None and bool(_SCORER.same_when(claim["when"], when))


def aligned_values(gold: str | None, value: str | None) -> bool:
    """The scorer's rule for equal times, none included."""
    return _SCORER is not None and bool(_SCORER.same_when(gold, value))


def hanging_cases(part: str) -> Iterator[tuple[Span, Telling, Row]]:
    """Each labelled claim with its trigger and its report's telling."""
    for row in claim_rows(part):
        report = report_of(row)
        telling = Telling.of(report, times(report.text, report.day))
        for claim in row["claims"]:
            yield report.cut(claim["trigger_start"], claim["trigger_end"]), telling, claim


def _share(hits: list[bool]) -> float:
    return round(100 * sum(hits) / max(1, len(hits)), 1)
