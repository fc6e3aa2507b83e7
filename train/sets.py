"""Every labelled set → (report, notes) pairs. One function a set; what a set does not label stays unknown,
never "no"."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.core.report import Part, Report
from sayso.core.when import day_range
from sayso.reader.windows import sentences
from train.align import nearest, tiers
from train.example import NONE, OTHER, Notes

SHARED = Path(os.environ.get("SAYSO_SHARED", Path(__file__).parents[2] / "shared"))
Pair = tuple[Report, Notes]


def report_of(row: dict[str, Any]) -> Report:
    """A report of a row with text and perhaps title and published; the title is a part if the text begins with it."""
    text, title = row["text"], row.get("title") or ""
    cut = len(title) if title and text.startswith(title) else 0
    rest = len(text) - len(text[cut:].lstrip())
    parts = ([Part("title", 0, cut)] if cut else []) + (
        [Part("body", rest, len(text))] if rest < len(text) else []
    )
    return Report(row["id"], text, tuple(parts), title=title or None, published=row.get("published"))


def elsewhere() -> set[str]:
    """Ids of texts in other sets that also stand in the claims dev set."""
    rows = json.loads((SHARED / "data/claims/dev_texts_elsewhere.json").read_text())
    return {name for ids in (rows.values() if isinstance(rows, dict) else [rows]) for name in _flat(ids)}


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for k, v in value.items():
            yield k
            yield from _flat(v)
    else:
        for v in value:
            yield from _flat(v)


def claims(name: str) -> Iterator[Pair]:
    """``train``, ``dev`` or ``seed`` of the claims labels."""
    with (SHARED / f"data/claims/{name}.jsonl").open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            report = report_of(row)
            yield report, claim_notes(report, row["claims"])


def claim_notes(report: Report, rows: list[dict[str, Any]]) -> Notes:
    """Labels of one report; names are aligned to words, times to expressions."""
    text = report.text
    bounds = list(sentences(text))
    times = _times(report)
    notes = Notes(layers={"trigger": [], "count": []})
    seen: set[tuple[int, int]] = set()
    for c in rows:
        start, end = c["trigger_start"], c["trigger_end"]
        sentence = next(((s, e) for s, e in bounds if s <= start < e), (c["start"], c["end"]))
        figure = _find(c["figure"]["text"], text, c["start"], c["end"], sentence) if c["figure"] else None
        if figure:
            _count(notes, c, figure, text)
        for role in (
            ("target",)
            if (start, end) in seen
            else ("actor", "target", "place", "time", "says", "relay", "quote")
        ):
            answer = _answer(role, c, report, sentence, times)
            if answer is not None:
                notes.links.append((start, role, answer))
        if (start, end) not in seen:
            notes.layers["trigger"].append((start, end, c["kind"]))
            notes.points.append((start, "stance", c["stance"]))
            seen.add((start, end))
    return notes


def _count(notes: Notes, c: dict[str, Any], figure: tuple[int, int], text: str) -> None:
    measure = c["figure"]["measure"]
    if (*figure, measure) not in notes.layers["count"]:
        notes.layers["count"].append((*figure, measure))
        notes.points.append((figure[0], "scope", c["figure"]["scope"]))
    notes.links.append((figure[0], "trigger", [[(c["trigger_start"], c["trigger_end"])]]))
    of = nearest(tiers(c["figure"].get("of") or "", text), c["start"], c["end"], (c["start"], c["end"]))
    of = [[s for s in spans if abs(s[0] - figure[1]) < 80] for spans in of]
    if any(of):
        notes.links.append((figure[0], "of", [spans for spans in of if spans]))


def _find(words: str, text: str, lo: int, hi: int, sentence: tuple[int, int]) -> tuple[int, int] | None:
    for start, end in ((lo, hi), sentence):
        at = text.find(words, start, end)
        if at >= 0:
            return at, at + len(words)
    return None


def _answer(
    role: str, c: dict[str, Any], report: Report, sentence: tuple[int, int], times: list[Any] | None
) -> Any:
    """The link's answer, or None where the words cannot be told."""
    if role == "quote":
        return [[(c["start"], c["end"])]]
    if role == "time":
        return _told(c["time"]) if "time" in c else _time_answer(c["when"], c, report, times)
    if role in ("says", "relay"):
        chain = c["says"]
        name = chain[role == "relay"] if len(chain) > (role == "relay") else None
        if name == "?":
            return OTHER
    elif role == "place":
        return _place_answer(c, report, sentence)
    else:
        name = c[role]
    if not name:
        return NONE
    found = tiers(name, report.text)
    wide = role in ("says", "relay")
    return (
        nearest(found, sentence[0] if wide else c["start"], sentence[1] if wide else c["end"], sentence)
        or None
    )


def _place_answer(c: dict[str, Any], report: Report, sentence: tuple[int, int]) -> Any:
    if not c["place"]:
        return NONE
    parts = c["place"].split(",")
    found = tiers(
        re.sub(r"^(?:near|outside|east of|west of|north of|south of)\s+", "", parts[0].strip()), report.text
    )
    if found:
        return nearest(found, c["start"], c["end"], sentence)
    return NONE if len(parts) == 1 else None


def _times(report: Report) -> list[Any] | None:
    """Expressions of the report with values, or None where its day is not known."""
    from sayso.resolve.when import times

    return list(times(report.text, report.day)) if report.day else None


def _told(words: list[int] | None) -> Any:
    """The answer where the labels name the words that date an event, or that none do."""
    return [[(words[0], words[1])]] if words else NONE


def _time_answer(when: str | None, c: dict[str, Any], report: Report, times: list[Any] | None) -> Any:
    if times is None:
        return None
    if not when:
        return NONE
    right = [t for t in times if t.when and _same_when(t.when, when)]
    if right:
        best = min(_gap(t.span, c["trigger_start"]) for t in right)
        return [
            [(t.span.start, t.span.end) for t in right if _gap(t.span, c["trigger_start"]) <= max(best, 120)]
        ]
    return OTHER if report.published and _same_when(report.published, when) else None


def _gap(span: Any, at: int) -> int:
    return max(span.start - at, at - span.end, 0)


def _same_when(a: str, b: str) -> bool:
    try:
        (s, e), (x, y) = day_range(a), day_range(b)
    except Exception:
        return False
    shared = (min(e, y) - max(s, x)).days + 1
    return shared > 0 and shared / ((max(e, y) - min(s, x)).days + 1) >= 0.5


def polnear(name: str) -> Iterator[Pair]:
    """Attributions of political news: source, cue, content and their links."""
    skip = elsewhere()
    with (SHARED / f"data/polnear/{name}.jsonl").open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            if name == "train" and row["id"] in skip:
                continue
            notes = Notes(layers={"source": [], "cue": [], "content": []})
            for a in row["attributions"]:
                for layer in ("source", "cue", "content"):
                    notes.layers[layer] += [(s, e, layer) for s, e in a[layer]]
                if a["cue"]:
                    for role in ("source", "content"):
                        notes.links.append(
                            (a["cue"][0][0], role, [[tuple(s) for s in a[role]]] if a[role] else NONE)
                        )
            yield report_of({"id": row["id"], "text": row["text"]}), notes
