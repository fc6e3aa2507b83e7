"""Times, measured: TIMEX3 spans, types and values on TBAQ, also by type and by class of expression, beside peers.

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
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench import when_claims
from bench.cases import SHARED, data_hash
from sayso.resolve.when import times

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
    return [*out, *_table_rows(hashed), *when_claims.rows(), *peer_rows()]


CLASSES: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("now and then", r"^(?:now|currently?|recent(?:ly)?|(?:the )?(?:past|future)|former(?:ly)?|previous(?:ly)?|soon"
                         r"|lately|nowadays|at (?:the|this) (?:moment|time)|this time|once|already|earlier|later)$"),
        ("ago and later", r"\b(?:ago|earlier|later|before|after|hence|from now)\b"),
        ("clock and part of day", r"\d:\d\d|\b(?:[ap]\.?m\b|morning|noon|afternoon|evening|night|tonight|midnight|dawn"
                                  r"|dusk|overnight|hours?|minutes?|seconds?|o'clock|midday)"),
        ("today and yesterday", r"\b(?:today|yesterday|tomorrow)\b"),
        ("weekday", r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"),
        ("date with a year", r"(?:19|20)\d\d.*[a-z/\-]|[a-z/\-].*(?:19|20)\d\d|\d/\d"),
        ("year or decade", r"(?:19|20)\d\d|\d0'?s\b|century|centuries"),
        ("last, this, next", r"\b(?:last|this|next|past|coming|previous|following|current|same|that)\b"),
        ("month or season", r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|autumn|fall"
                            r"|winter)"),
        ("quarter or half", r"quarter|half|fiscal"),
        ("length", r"days?|weeks?|months?|years?|decades?"),
    )
)  # fmt: skip
"""Classes of expressions by their words; the first that fits counts, ``other`` if none does."""


def class_of(words: str) -> str:
    """The class of an expression, by its words."""
    return next((name for name, pattern in CLASSES if pattern.search(" ".join(words.split()))), "other")


def _table_rows(hashed: str) -> list[Row]:
    """For each type and each class of the annotated expressions: how many are found, and how many get their value."""
    start = time.perf_counter()
    tally: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for article in articles():
        answers = dict(match(article.gold, ours(article)))
        for gold in article.gold:
            found = answers.get(gold)
            told = (found is not None, found is not None and found.value == gold.value)
            tally[f"type {gold.type}"].append(told)
            tally[f"class {class_of(article.text[gold.start : gold.end])}"].append(told)
    base = {"hash": hashed, "seconds": round(time.perf_counter() - start, 2)}
    return [
        {
            "name": f"when, TBAQ all, {name}: {what}",
            "value": round(100 * sum(pair[i] for pair in told) / len(told), 1),
            "n": len(told),
            **base,
        }
        for name, told in sorted(tally.items(), key=lambda item: (item[0][:4] != "type", -len(item[1])))
        for i, what in enumerate(("found", "value right"))
    ]


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
