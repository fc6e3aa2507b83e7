"""Further reports with claims: texts of the public sets, labelled by the claims guide.

The labels (`labels/further.jsonl.xz`) are ours and hold no text: offsets, kinds, numbers, dates, and a name only where
the text does not have it in those words. The texts are put together here from ``../shared/data`` as they were when they
were labelled; one that has changed since is refused. In texts whose day of publication nobody knows, a claim's ``time``
tells which words date it (offsets; null: none do).
"""

from __future__ import annotations

import hashlib
import html
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sayso.core.report import Report
from train import public_sets, unlabelled
from train.sets import SHARED, Pair, claim_notes, polnear, report_of
from train.truecase import Cases

LABELS = Path(__file__).parent / "labels/further.jsonl.xz"
LONGEST, CUT = 330, 300
"""Words from which a text is cut, and after which the sentence that is being told is its last."""
_DAYS = ("%B %d, %Y", "%A, %B %d, %Y", "%B %d %Y")
_NAMED = ("actor", "target", "place")


def claims(part: str = "train") -> Iterator[Pair]:
    """Every labelled report of a part with its notes."""
    for row in rows(part):
        report = report_of(row)
        yield report, claim_notes(report, row["claims"])


def rows(part: str) -> Iterator[dict[str, Any]]:
    """The labelled reports of ``train`` or ``check``, in the form of the claims labels; nothing is learned from those
    of ``check``. Raises ValueError where a set's text is not the one that was labelled."""
    known = texts()
    with lzma.open(LABELS, "rt", encoding="utf8") as lines:
        for line in lines:
            kept = json.loads(line)
            if kept["part"] != part:
                continue
            row = known.get(kept["id"])
            if row is None or digest(row["text"]) != kept["text"]:
                raise ValueError(f"The text of {kept['id']} is not the one that was labelled; label it anew.")
            yield row | {"claims": [whole(claim, row["text"]) for claim in kept["claims"]]}


def digest(text: str) -> str:
    """Twelve hex digits by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def bare(claim: dict[str, Any], text: str) -> dict[str, Any]:
    """A claim without the text's words: spans for quote, trigger and figure, and for every name that stands there."""

    def name(words: str | None) -> Any:
        at = text.find(words) if words else -1
        return [at, at + len(words)] if words and at >= 0 else words

    figure = claim["figure"]
    if figure:
        at = text.find(figure["text"], claim["start"])
        figure = {**figure, "text": [at, at + len(figure["text"])], "of": name(figure["of"])}
    return {
        "quote": [claim["start"], claim["end"]],
        "trigger": [claim["trigger_start"], claim["trigger_end"]],
        **{key: claim[key] for key in ("kind", "stance", "when")},
        **{key: name(claim[key]) for key in _NAMED},
        "says": [name(one) for one in claim["says"]],
        "figure": figure,
        **({"time": claim["time"]} if "time" in claim else {}),
    }


def whole(kept: dict[str, Any], text: str) -> dict[str, Any]:
    """The claim that `bare` was given."""

    def words(name: Any) -> Any:
        return text[name[0] : name[1]] if isinstance(name, list) else name

    figure = kept["figure"]
    if figure:
        figure = figure | {"text": words(figure["text"]), "of": words(figure["of"])}
    return kept | {
        "quote": words(kept["quote"]),
        "start": kept["quote"][0],
        "end": kept["quote"][1],
        "trigger": words(kept["trigger"]),
        "trigger_start": kept["trigger"][0],
        "trigger_end": kept["trigger"][1],
        **{key: words(kept[key]) for key in _NAMED},
        "says": [words(one) for one in kept["says"]],
        "figure": figure,
    }


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, Any]]:
    """Every text that can be labelled, by ``set:id``: title, day of publication and text, cut to some 300 words; the
    next 300 by ``set:id#2``."""
    sets: dict[str, list[Report]] = {
        "wiki": list(unlabelled.wikinews()),
        "ecb": list(unlabelled.ecbplus()),
        "tbaq": [report for report, _ in public_sets.tbaq()],
        "pol": [report for report, _ in polnear("train")],
        "pages": list(unlabelled.pages()),
        "geo": [report for report, _ in public_sets.geo()],
    }
    cases = Cases(report.text for reports in sets.values() for report in reports)
    sets["muc"] = [replace(r, text=cases.restored(r.text)) for r in unlabelled.muc4()]
    titles = _wikinews_titles()
    found = {}
    for name, reports in sets.items():
        for report in reports:
            text, title, day = report.text, report.title or "", report.published
            if name == "wiki":
                title = titles.get(report.id, "")
                text, day = _wikinews(text, title)
            if name == "tbaq":
                day = day or _day_in(report.id)
            whole = re.sub(r"[ \t]+", " ", text).strip()
            text = shortened(whole)
            rest = shortened(whole[len(text) :].strip())
            for key, part in ((f"{name}:{report.id}", text), (f"{name}:{report.id}#2", rest)):
                found.setdefault(key, {"id": key, "title": title, "published": day, "text": part})
    for number, sentence in enumerate(_plover()):
        key = f"plv:{number}"
        found[key] = {"id": key, "title": "", "published": None, "text": sentence}
    return found


def shortened(text: str) -> str:
    """The text up to the end of the sentence in which its 300th word stands, if it has more than 330."""
    words = list(re.finditer(r"\S+", text))
    if len(words) <= LONGEST:
        return text
    least, most = words[CUT].start(), words[LONGEST - 1].end()
    ends = (m.end() for m in re.finditer(r'[.!?]["”’)]*(?=\s)', text) if least <= m.end() <= most)
    return text[: next(ends, most)]


def _wikinews_titles() -> dict[str, str]:
    heads = re.findall(
        r'doc id="?(\w+)" url="[^"]*" title="([^"]*)"', (SHARED / "data/tdg/train.txt").read_text("utf8")
    )
    return {number: html.unescape(title) for number, title in heads}


def _wikinews(text: str, title: str) -> tuple[str, str | None]:
    """Title and body, and the day, which stands in the first line."""
    first, _, rest = text.partition("\n")
    for form in _DAYS:
        try:
            day = datetime.strptime(first.replace(" ,", ",").strip(), form)
        except ValueError:
            continue
        return f"{title}\n\n{rest.strip()}", day.date().isoformat()
    return f"{title}\n\n{text}", None


def _day_in(name: str) -> str | None:
    found = re.search(r"(19\d\d)-?(\d\d)-?(\d\d)", name)
    return "-".join(found.groups()) if found else None


def _plover() -> list[str]:
    lines = (SHARED / "data/plover/PLV_train.tsv").read_text("utf8").splitlines()[1:]
    return sorted({line.split("\t")[2].strip() for line in lines if line.count("\t") > 2})
