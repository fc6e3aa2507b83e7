"""Times, measured: TIMEX3 spans, types and values on TBAQ, and how often labelled times of claims have an expression.

TempEval-3's measures (UzZaman et al. 2013): a system span that overlaps a gold span matches (relaxed) or equals it
(strict); type and value F1 count the relaxed matches whose attribute is right. A fifth of the articles, by a hash of
the file name, was kept apart while rules were written ("kept fifth"). ``python -m bench.when [--errors N] [--kept]``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import html
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.cases import SHARED, claims_file, data_hash, report_of
from bench.cases import rows as claim_rows
from bench.diff import scorer
from sayso.core.sentences import sentences
from sayso.core.span import Span
from sayso.resolve.when import times
from sayso.resolve.when_hang import Telling, hang_in

Row = dict[str, Any]
TBAQ: Final = SHARED / "data" / "tbaq"
_TIMEX: Final = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>|<[^>]*>")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated expression: offsets into the article's plain text, type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """The plain text of an annotated article, its creation day and its expressions."""

    name: str
    text: str
    day: dt.date | None
    gold: tuple[Gold, ...]


def articles(kept: bool | None = None) -> list[Article]:
    """The articles of TBAQ; only the kept fifth or only the other four where told."""
    paths = sorted(TBAQ.glob("*/*.tml"))
    return [_article(p) for p in paths if kept is None or is_kept(p.name) == kept]


def is_kept(name: str) -> bool:
    """True for the fifth of the files that is not read while rules are written."""
    return hashlib.sha256(name.encode()).digest()[0] % 5 == 0


def _article(path: Path) -> Article:
    raw = path.read_text("utf-8", errors="replace")
    created = re.search(r"<DCT>.*?value=\"(\d{4})-?(\d\d)-?(\d\d)", raw, re.DOTALL)
    day = dt.date(*(int(x) for x in created.groups())) if created else None
    body = raw[raw.find("<TEXT>") + 6 : raw.rfind("</TEXT>")]
    text, gold, open_, at = "", [], None, 0
    for tag in _TIMEX.finditer(body):
        text += html.unescape(body[at : tag.start()])
        at = tag.end()
        if tag[0].startswith("<TIMEX3"):
            open_ = (len(text), dict(re.findall(r'(\w+)="([^"]*)"', tag[1])))
        elif tag[0] == "</TIMEX3>" and open_:
            start, attributes = open_
            gold.append(Gold(start, len(text), attributes["type"], attributes["value"]))
            open_ = None
    return Article(path.name, text + html.unescape(body[at:]), day, tuple(gold))


Found = tuple[Gold, ...]


def ours(article: Article) -> Found:
    """The expressions that sayso finds."""
    return tuple(Gold(t.span.start, t.span.end, t.type, t.value) for t in times(article.text, article.day))


def match(gold: Found, found: Found) -> list[tuple[Gold, Gold]]:
    """Pairs that overlap, each used once, in text order."""
    pairs, used = [], set()
    for g in gold:
        near = [f for f in found if f.start < g.end and g.start < f.end and f not in used]
        if near:
            best = max(near, key=lambda f: min(f.end, g.end) - max(f.start, g.start))
            used.add(best)
            pairs.append((g, best))
    return pairs


def tempeval(cases: list[tuple[Found, Found]]) -> dict[str, float]:
    """Strict, relaxed, type and value F1 in per cent."""
    golds, founds = sum(len(g) for g, _ in cases), sum(len(f) for _, f in cases)
    pairs = [p for g, f in cases for p in match(g, f)]
    hits = {
        "strict": sum((g.start, g.end) == (f.start, f.end) for g, f in pairs),
        "relaxed": len(pairs),
        "type": sum(g.type == f.type for g, f in pairs),
        "value": sum(g.value == f.value for g, f in pairs),
    }
    return {name: round(200 * n / max(1, golds + founds), 1) for name, n in hits.items()}


def rows() -> list[Row]:
    """One row a figure: name, value, n, hash of the data, seconds. Empty without the data."""
    if not TBAQ.exists():
        print(f"bench when: no {TBAQ}; skipped", file=sys.stderr)
        return []
    hashed = data_hash(*sorted(TBAQ.glob("*/*.tml")))
    out: list[Row] = []
    for label, kept in (("TBAQ four fifths", False), ("TBAQ kept fifth", True), ("TBAQ all", None)):
        chosen = articles(kept)
        start = time.perf_counter()
        cases = [(a.gold, ours(a)) for a in chosen]
        seconds = round(time.perf_counter() - start, 2)
        for name, value in tempeval(cases).items():
            n = sum(len(a.gold) for a in chosen)
            out.append(
                {
                    "name": f"when, {label}: {name} F1",
                    "value": value,
                    "n": n,
                    "hash": hashed,
                    "seconds": seconds,
                }
            )
    for part in ("train", "dev"):
        if claims_file(part).exists():
            out += [*_claim_rows(part), *_hanging_rows(part)]
    if claims_file("train").exists():
        out.append(_speed_row())
    return [*out, *(_graph_rows() if TDG.exists() else []), *peer_rows()]


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


_CLOSE: Final = frozenset([",", ".", ":", ";", "?", "!", "'s", "n't", "%", "'"])
TDG: Final = SHARED / "data" / "tdg" / "train.txt"


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


def peer_rows() -> list[Row]:
    """The same measures for what a user would otherwise take, where it is installed: dateparser's search, timexy."""
    out: list[Row] = []
    kept = articles(None)
    for name, finder in (("dateparser", _dateparser), ("timexy", _timexy)):
        start = time.perf_counter()
        try:
            find = finder()
        except ImportError:
            print(f"bench when: {name} is not installed; its rows are skipped", file=sys.stderr)
            continue
        result = tempeval([(a.gold, find(a)) for a in kept])
        seconds = round(time.perf_counter() - start, 2)
        for measure in ("relaxed", "value"):
            out.append(
                {
                    "name": f"when, TBAQ all: {measure} F1 of {name}",
                    "value": result[measure],
                    "n": sum(len(a.gold) for a in kept),
                    "hash": data_hash(*sorted(TBAQ.glob("*/*.tml"))),
                    "seconds": seconds,
                }
            )
    return out


def _dateparser() -> Callable[[Article], Found]:
    from dateparser.search import search_dates

    def find(article: Article) -> Found:
        settings = {"RELATIVE_BASE": dt.datetime.combine(article.day, dt.time())} if article.day else {}
        out, at = [], 0
        for words, moment in search_dates(article.text, languages=["en"], settings=settings) or []:
            start = article.text.find(words, at)
            if start >= 0:
                at = start + len(words)
                out.append(Gold(start, at, "DATE", moment.date().isoformat()))
        return tuple(out)

    return find


def _timexy() -> Callable[[Article], Found]:
    import spacy
    from timexy import Timexy  # noqa: F401 registers the pipe

    pipe = spacy.blank("en")
    pipe.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": True})

    def find(article: Article) -> Found:
        out = []
        for entity in pipe(article.text).ents:
            value = re.search(r'value="([^"]*)"', entity.kb_id_)
            sort = re.search(r'type="([^"]*)"', entity.kb_id_)
            out.append(
                Gold(
                    entity.start_char,
                    entity.end_char,
                    sort[1] if sort else "DATE",
                    (value[1] if value else "")[:10],
                )
            )
        return tuple(out)

    return find


def _share(hits: list[bool]) -> float:
    return round(100 * sum(hits) / max(1, len(hits)), 1)


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


_SCORER: Final = scorer() if claims_file("dev").exists() else None


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


def errors(kept: bool, limit: int) -> None:
    """Print missed, spurious and wrongly valued expressions with the words around, and their counts by kind."""
    counts: Counter[str] = Counter()
    for article in articles(kept):
        found = ours(article)
        pairs = match(article.gold, found)
        paired_gold, paired_found = {g for g, _ in pairs}, {f for _, f in pairs}
        notes = [("MISS", g, None) for g in article.gold if g not in paired_gold]
        notes += [("EXTRA", None, f) for f in found if f not in paired_found]
        notes += [("VALUE", g, f) for g, f in pairs if g.value != f.value]
        notes += [("TYPE", g, f) for g, f in pairs if g.value == f.value and g.type != f.type]
        for kind, g, f in sorted(notes, key=lambda x: (x[1] or x[2]).start):
            counts[kind] += 1
            if sum(counts.values()) <= limit:
                at = g or f
                assert at is not None
                around = (
                    article.text[max(0, at.start - 50) : at.start]
                    + "[["
                    + article.text[at.start : at.end]
                    + "]]"
                    + article.text[at.end : at.end + 30]
                )
                print(
                    kind,
                    article.day,
                    *(f"{x.type} {x.value} |" for x in (g, f) if x),
                    " ".join(around.split()),
                )
    print(counts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    if options.errors:
        errors(False, options.errors)
    else:
        for r in rows():
            print(f"{r['name']:<60} {r['value']:>6} n={r['n']} {r['hash']} {r['seconds']} s")
