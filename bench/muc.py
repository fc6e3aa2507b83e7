"""MUC-4 tst1 and tst2: who did it, to whom, and how many, as the reader's claims tell it.

A report's answers are the entities of its templates by role (GTT's form, Du et al. 2021), each a set of mentions.
What is said is the actors and targets of the claims of violence. An entity is found once, by one said; exact: the
words are one of its mentions (articles apart), overlap: they share a content word. The corpus tells terrorist
incidents alone, so precision is against a part of what the reports tell. Its text has no letter case: only sentences
begin with a capital here.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from bench.cases import SHARED, data_hash

FOLDER: Final = SHARED / "data" / "muc4"
DOCUMENTS: Final = FOLDER / "gtt_dev.json"
KEYS: Final = (FOLDER / "key-tst1.v7", FOLDER / "key-tst2.v4")
VIOLENT: Final = frozenset(
    ["attack", "bomb", "kill", "injure", "abduct", "destroy", "clash", "abuse", "missing", "seize"]
)
ROLES: Final = {"perpetrator": ("PerpInd", "PerpOrg"), "victim or target": ("Victim", "Target")}
_ARTICLE: Final = re.compile(r"^(?:the|a|an|some|his|her|their|its)\s+")
_SMALL: Final = frozenset(["the", "a", "an", "of", "and", "in", "on", "de", "la", "el", "to", "for", "by"])

Mentions = frozenset[str]


def rows() -> list[dict[str, Any]]:
    """Bench rows; empty where the data or the model is not there."""
    from sayso.pipeline import assemble, choose_reader
    from sayso.reader.encoder import available

    if not DOCUMENTS.is_file() or not available():
        return []
    began = time.perf_counter()
    documents = [json.loads(line) for line in DOCUMENTS.open(encoding="utf8") if line.strip()]
    coded = [assemble(r) for r in choose_reader("learned")([_report(d) for d in documents])]
    shown = {"hash": data_hash(DOCUMENTS, *KEYS), "seconds": round(time.perf_counter() - began, 1)}
    found = [[c for c in report.claims if c.kind in VIOLENT] for report in coded]
    out = []
    for role, fields in ROLES.items():
        gold = [_entities(d, fields) for d in documents]
        said = [_said(claims, "actor" if role == "perpetrator" else "target") for claims in found]
        for name, same in (("exact", _exact), ("overlap", _overlap)):
            value = f1([(len(g), len(s), matched(g, s, same)) for g, s in zip(gold, said, strict=True)])
            out.append({"name": f"muc4 {role} {name} F1", "value": value, "n": sum(map(len, gold)), **shown})
    return [*out, number_row(documents, coded, shown)]


def number_row(documents: list[dict[str, Any]], coded: list[Any], shown: dict[str, Any]) -> dict[str, Any]:
    """Share of the numbers of people in the keys (two or more) that a claim's figure holds."""
    wanted = numbers()
    hits = total = 0
    for document, report in zip(documents, coded, strict=True):
        figures = [c.figure for c in report.claims if c.figure is not None]
        for number in wanted.get(document["docid"], ()):
            total += 1
            hits += any(f.low is not None and f.low == number for f in figures)
    return {
        "name": "muc4 numbers of people found %", "value": round(100 * hits / max(1, total), 1), "n": total, **shown,
    }  # fmt: skip


def numbers() -> dict[str, set[int]]:
    """Numbers of two or more in the keys' lines on human targets, by report."""
    found: dict[str, set[int]] = {}
    for path in KEYS:
        name = field = ""
        for line in path.read_text("latin-1").splitlines():
            head = re.match(r"(\d+)\.\s+([A-Z ]+: [A-Z /]+?)\s{2,}(.*)", line)
            if head:
                field, line = head[1], head[3]
            if field == "0":
                name = line.strip()
            elif field in ("21", "24"):
                found.setdefault(name, set()).update(
                    int(n) for n in re.findall(r"(?:^|\s)(\d+)(?::|\s*$)", line) if int(n) > 1
                )
    return found


def f1(counts: list[tuple[int, int, int]]) -> float:
    """F1 over (wanted, said, matched) of each report, in per cent."""
    wanted, said, hit = (sum(c[i] for c in counts) for i in range(3))
    return round(200 * hit / max(1, wanted + said), 1)


def matched(gold: list[Mentions], said: list[Mentions], same: Callable[[Mentions, Mentions], bool]) -> int:
    """How many entities find one of what is said, each used once."""
    left, hit = list(said), 0
    for entity in gold:
        at = next((i for i, words in enumerate(left) if same(entity, words)), None)
        if at is not None:
            left.pop(at)
            hit += 1
    return hit


def _exact(entity: Mentions, said: Mentions) -> bool:
    return not entity.isdisjoint(said)


def _overlap(entity: Mentions, said: Mentions) -> bool:
    return not set(_content(entity)).isdisjoint(_content(said))


def _content(mentions: Mentions) -> Iterator[str]:
    return (w for m in mentions for w in re.findall(r"\w+", m) if w not in _SMALL)


def _plain(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.lower().replace('"', "").split()))


def _entities(document: dict[str, Any], fields: tuple[str, ...]) -> list[Mentions]:
    sets = {
        frozenset(_plain(words) for words, _ in entity)
        for template in document["templates"]
        for field in fields
        for entity in template[field]
    }
    return sorted(sets, key=sorted)


def _said(claims: list[Any], slot: str) -> list[Mentions]:
    """Each somebody once: his words and his name."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        somebody = getattr(claim, slot)
        if somebody is not None:
            found.setdefault(_plain(somebody.name), set()).update(
                {_plain(somebody.name), _plain(somebody.span.text)}
            )
    return [frozenset(v) for v in found.values()]


def _report(document: dict[str, Any]) -> Any:
    from sayso.core.report import Part, Report

    text = document["doctext"].strip()
    text = re.sub(r"(^|[.!?]\"?\s+|\n)([a-z])", lambda m: m[1] + m[2].upper(), text)
    return Report(document["docid"], text, (Part("body", 0, len(text)),))
