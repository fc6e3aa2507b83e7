"""The example crisis with its listed claims as coded reports: what a faultless reader would hand to reconciling."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from bench.cases import ROOT
from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import When, precision_of
from sayso.core.where import Where
from sayso.core.who import UNNAMED, Who, unnamed
from sayso.intake.read import reports

Json = dict[str, Any]
FOLDER = ROOT / "examples" / "kazakhstan"
COUNTRY = "Kazakhstan"


def sidecar() -> Json:
    """What the example states and what should come out of it."""
    found: Json = json.loads((FOLDER / "sidecar.json").read_text("utf-8"))
    return found


def perfect() -> dict[str, CodedReport]:
    """File name → the report as intake reads it, with the listed claims."""
    return {row["file"]: _coded(row) for row in sidecar()["reports"]}


def lost() -> list[tuple[str, str]]:
    """File and quote of each listed claim that intake's text does not hold."""
    return [
        (row["file"], claim["quote"])
        for row in sidecar()["reports"]
        for claim in row["claims"]
        if _find(_read(row).text, claim["quote"]) is None
    ]


def _read(row: Json) -> Report:
    report = next(iter(reports(FOLDER / row["file"])))
    if not isinstance(report, Report):
        raise ValueError(f"{row['file']}: {report.reason}")
    return report


def _coded(row: Json) -> CodedReport:
    report = _read(row)
    if any(_find(report.text, claim["quote"]) is None for claim in row["claims"]):
        report = _whole(report, row)
    return CodedReport(report, tuple(_claim(report, claim) for claim in row["claims"]))


def _whole(report: Report, row: Json) -> Report:
    """The report with all words of its page, for claims that intake left out."""
    raw = (FOLDER / row["file"]).read_text("utf-8")
    raw = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", raw)
    lines = [
        " ".join(re.sub(r"<[^>]+>", " ", block).split()) for block in re.split(r"</(?:p|li|h\d|div)>", raw)
    ]
    body = "\n\n".join(line for line in lines if line and line != row["title"])
    text = f"{row['title']}\n\n{body}"
    cut = len(row["title"])
    return replace(report, text=text, parts=(Part("title", 0, cut), Part("body", cut + 2, len(text))))


def _find(
    text: str, words: str, start: int = 0, end: int | None = None, *, fold: bool = False
) -> Span | None:
    """The first place of the words, any white space standing for any other."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.I if fold else 0)
    found = pattern.search(text, start, len(text) if end is None else end)
    return Span.cut(text, found.start(), found.end()) if found else None


def _claim(report: Report, row: Json) -> Claim:
    text = report.text
    quote = _find(text, row["quote"])
    if quote is None:
        raise ValueError(f"{report.title}: no such words: {row['quote']}")
    trigger = _find(text, row["trigger"], quote.start, quote.end, fold=True)
    if trigger is None:
        raise ValueError(f"{report.title}: no such trigger: {row['trigger']}")
    figure = _figure(text, quote, row["figure"]) if row["figure"] else None
    says = tuple(unnamed() if name == UNNAMED else _who(text, quote, name) for name in row["says"])
    return Claim(
        id=make_id(report.id, row["kind"], trigger, figure, says),
        kind=row["kind"],
        quote=quote,
        trigger=trigger,
        actor=_who(text, quote, row["actor"]) if row["actor"] else None,
        target=_who(text, quote, row["target"]) if row["target"] else None,
        place=_where(row["place"]) if row["place"] else None,
        when=When(NOWHERE, row["when"], precision_of(row["when"])) if row["when"] else None,
        figure=figure,
        says=says,
        stance=row["stance"],
    )


def _who(text: str, quote: Span, name: str) -> Who:
    span = _find(text, name, quote.start, quote.end) or _find(text, name, fold=True) or NOWHERE
    return Who(span, name)


def _where(name: str) -> Where:
    precision = "country" if name == COUNTRY else "populated"
    return Where(NOWHERE, name, country="KZ", precision=precision)


def _figure(text: str, quote: Span, row: Json) -> Figure:
    span = _find(text, row["text"], quote.start, quote.end, fold=True) or _find(text, row["text"], fold=True)
    if span is None:
        raise ValueError(f"no such figure: {row['text']}")
    form = "about" if row["text"].lower().startswith("about") else "exact"
    known = {k: row.get(k) for k in ("low", "high", "measure", "of", "scope", "as_of")}
    return Figure(span=span, form=form, **known)
