"""The first pass: how many claims it lets through, and how much of general news it leaves out.

Claims: the labelled development reports and those of ``check`` (its words were learnt on the training reports). General
news: LGL (local), TimeBank and AQUAINT (wire), GUM (news), the saved pages of ``html``; some texts of these sets teach
its words by further labels. A report is left out where no paragraph passes; paragraphs are measured by their own, lower
bar, for a reader that leaves out those alone.
"""

from __future__ import annotations

import gzip
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.cases import CHECK, SHARED, claims_file, data_hash, report_of
from bench.cases import rows as labelled
from sayso.core.errors import SaysoError
from sayso.core.report import Report
from sayso.intake.first_pass import may_tell, tells
from sayso.intake.html import read_html
from sayso.intake.text import read_text
from sayso.pipeline import choose_reader, code

DATA = SHARED / "data"
READ = 60
"""About so many reports of each collection are read, to know what could rightly be left out at most."""


def rows() -> list[dict[str, Any]]:
    """Per cent of reports with claims, of claims, and of claims by their own paragraph; per cent left out of news."""
    found = _kept("train", "learnt from") + _kept("dev", "dev") + _kept(CHECK, "check")
    for name, files, reports in news():
        start = time.process_time()
        left = [not may_tell(report) for report in reports]
        spent = time.process_time() - start
        share = 100 * sum(left) / len(left)
        row = {"n": len(left), "hash": data_hash(*files), "seconds": round(spent, 3)}
        found.append({"name": f"firstpass: {name}: reports left out, % (shown)", "value": share, **row})
        found.append(
            {"name": f"firstpass: {name}: text left out, % (shown)", "value": text_left(reports), **row}
        )
        found.append(
            {"name": f"firstpass: {name}: ms a report (shown)", "value": 1000 * spent / len(left), **row}
        )
        some = reports[:: max(1, len(reports) // READ)]
        found.append(
            {"name": f"firstpass: {name}: reports in which the reader finds no claim, % (shown)",
             "value": 100 * without(some) / len(some), "n": len(some), "hash": row["hash"]}
        )  # fmt: skip
    return found


def _kept(name: str, said: str) -> list[dict[str, Any]]:
    given = [(report_of(row), [c["trigger_start"] for c in row["claims"]]) for row in labelled(name)]
    telling = [(report, triggers) for report, triggers in given if triggers]
    passed = [may_tell(report) for report, _ in telling]
    claims = sum(len(triggers) for _, triggers in telling)
    kept = sum(len(triggers) for (_, triggers), good in zip(telling, passed, strict=True) if good)
    own = sum(tells(paragraph(report, t)) for report, triggers in telling for t in triggers)
    base = {"hash": data_hash(claims_file(name))}
    return [
        {"name": f"firstpass: {said}: reports with claims kept, %", "value": 100 * sum(passed) / len(passed),
         "n": len(passed), **base},
        {"name": f"firstpass: {said}: claims kept, %", "value": 100 * kept / claims, "n": claims, **base},
        {"name": f"firstpass: {said}: claims kept by their paragraph, %", "value": 100 * own / claims, "n": claims,
         **base},
    ]  # fmt: skip


def paragraph(report: Report, at: int) -> str:
    """The part of the report in which an offset lies."""
    return next((report.text[p.start : p.end] for p in report.readable() if p.start <= at < p.end), "")


def text_left(reports: Iterable[Report]) -> float:
    """Per cent of the readable characters that stand in paragraphs without such words."""
    parts = [report.text[p.start : p.end] for report in reports for p in report.readable()]
    return 100 * sum(len(p) for p in parts if not tells(p)) / sum(map(len, parts))


def without(reports: Iterable[Report]) -> int:
    """In how many reports the reader finds no claim."""
    reader = choose_reader(threads=1)
    return sum(not code(report, reader).claims for report in reports)


def news() -> list[tuple[str, list[Path], list[Report]]]:
    """Name, files and reports of each collection of general news that is there."""
    lgl = DATA / "geo" / "lgl.xml"
    wire = sorted((DATA / "tbaq").rglob("*.tml"))
    gum = sorted((DATA / "gum").rglob("GUM_news_*.tsv"))
    pages = sorted((DATA / "html").glob("*.html.gz"))
    found = [
        (
            "LGL",
            [lgl] if lgl.exists() else [],
            lambda: [n.findtext("text") or "" for n in ET.parse(lgl).getroot()],
        ),
        ("TimeBank and AQUAINT", wire, lambda: [re.sub(r"<[^>]+>", "", _text(p)) for p in wire]),
        ("GUM news", gum, lambda: ["\n".join(re.findall(r"^#Text=(.*)", _text(p), re.M)) for p in gum]),
    ]
    made = [(name, files, _reports(texts())) for name, files, texts in found if files]
    return [*made, ("saved pages", pages, _pages(pages))] if pages else made


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def _reports(texts: Iterable[str]) -> list[Report]:
    found = []
    for text in texts:
        try:
            found.append(read_text(text))
        except SaysoError:
            continue
    return found


def _pages(files: Iterable[Path]) -> list[Report]:
    found = []
    for path in files:
        try:
            found.append(read_html(gzip.decompress(path.read_bytes())))
        except SaysoError:
            continue
    return found
