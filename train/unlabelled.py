"""Texts without claim labels, for learning from a teacher: news of the other sets, none that stands in the
claims dev set."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import chain

from sayso.core.report import Report
from train import public_sets
from train.sets import SHARED, elsewhere, polnear, report_of


def texts() -> Iterator[Report]:
    """All of them, one set after the other."""
    for report, _ in chain(public_sets.geo(), public_sets.tbaq()):
        yield report
    yield from wikinews()
    yield from ecbplus()
    yield from muc4()
    yield from pages()
    yield from plover()
    for report, _ in polnear("train"):
        yield report


def wikinews() -> Iterator[Report]:
    """Wikinews articles of the temporal dependency graphs, put back from their tokens."""
    skip = elsewhere()
    blocks = (SHARED / "data/tdg/train.txt").read_text("utf8").split("filename:")
    for block in blocks[1:]:
        head, _, rest = block.partition("\n")
        found = re.search(r'doc id="?(\w+)', head)
        name = found.group(1) if found else head[:20]
        lines = rest.split("EDGE_LIST")[0].splitlines()
        if name not in skip and lines:
            yield report_of({"id": name, "text": "\n".join(untokenize(line) for line in lines)})


def untokenize(line: str) -> str:
    """Penn Treebank tokens as running text."""
    line = line.replace("-LRB-", "(").replace("-RRB-", ")").replace("``", '"').replace("''", '"')
    line = re.sub(r" ([,.;:!?)\]%]|'s|n't|'(?:re|ve|ll|d|m))(?= |$)", r"\1", line)
    return re.sub(r"([(\[$]) ", r"\1", line).strip()


def ecbplus() -> Iterator[Report]:
    """ECB+ articles, put back from their tokens."""
    skip = elsewhere()
    for path in sorted((SHARED / "data/ecbplus").glob("*/*.xml")):
        if path.stem in skip:
            continue
        lines: dict[str, list[str]] = {}
        for token in ET.parse(path).getroot().iter("token"):
            lines.setdefault(token.get("sentence") or "", []).append(token.text or "")
        text = "\n".join(untokenize(" ".join(words)) for words in lines.values())
        if len(text) > 80:
            yield report_of({"id": path.stem, "text": text})


def muc4() -> Iterator[Report]:
    """MUC-4 reports (lower case in this form)."""
    raw = (SHARED / "data/muc4/gtt_train.json").read_text("utf8")
    rows = (
        json.loads(raw)
        if raw.lstrip().startswith("[")
        else [json.loads(line) for line in raw.splitlines() if line]
    )
    for row in rows:
        sentences = re.split(r"(?<=[.!?])\s+", row["doctext"].replace("[", "").strip())
        text = " ".join(s[:1].upper() + s[1:] for s in sentences)
        yield report_of({"id": row["docid"], "text": re.sub(r"\s{3,}", "\n\n", text)})


def pages() -> Iterator[Report]:
    """The body texts of saved news pages."""
    rows = json.loads((SHARED / "data/html/ground-truth.json").read_text("utf8"))
    for name, row in rows.items():
        text = html.unescape(row["articleBody"]).strip()
        if text:
            yield report_of({"id": name, "text": text})


def plover() -> Iterator[Report]:
    """Sentences of the PLOVER training set, six together."""
    lines = (SHARED / "data/plover/PLV_train.tsv").read_text("utf8").splitlines()[1:]
    found = sorted({line.split("\t")[2].strip() for line in lines if line.count("\t") > 2})
    for i in range(0, len(found), 6):
        yield report_of({"id": f"plover-{i}", "text": "\n".join(found[i : i + 6])})
