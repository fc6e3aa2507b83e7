"""Who, measured: names of labelled claims from the mention nearest to the quote, and pronouns on GUM news."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.core.reading import Reading
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.resolve.coreference import (
    ONE_SPEAKER,
    PRONOUNS,
    RELATIVE,
    SPEAKER,
    antecedent,
    is_pronoun,
    speaker_of,
)
from sayso.resolve.who import whos
from sayso.resolve.who_mentions import Cast, cast

SHARED = Path(os.environ.get("SAYSO_SHARED") or Path(__file__).parents[2] / "shared")
Row = dict[str, Any]
SLOTS = ("actor", "target", "says")
KINDS = ("person", "organization", "place")


def rows(parts: tuple[str, ...] = ("train", "dev")) -> list[Row]:
    """One row a figure: name, value (per cent), n, data hash, seconds; none without the data."""
    out: list[Row] = []
    for part in parts:
        out += _names(SHARED / "data" / "claims" / f"{part}.jsonl", part)
    out += _pronouns(SHARED / "data" / "gum" / "gum")
    return out


def _row(name: str, right: int, n: int, data: str, seconds: float) -> Row:
    value = round(100 * right / n, 1) if n else None
    return {"name": f"who, {name}", "value": value, "n": n, "data": data, "seconds": round(seconds, 2)}


def _missing(what: Path) -> list[Row]:
    print(f"bench who: no {what.name}; skipped", file=sys.stderr)
    return []


def _same_name() -> Callable[[str | None, str | None], bool]:
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "bin" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    same: Callable[[str | None, str | None], bool] = module.same_name
    return same


def plain_report(text: str, number: str = "bench") -> Report:
    """A report of one part."""
    return Report(number, text, (Part("body", 0, len(text)),))


# -- names of labelled claims ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Name:
    """A gold name and a mention of it in the text: ``short`` if the mention is not the name itself."""

    slot: str
    gold: str
    span: Span
    short: bool


def names_of(report: dict[str, Any]) -> Iterator[Name]:
    """For each gold actor, target and claimant of a labelled report the mention nearest to the quote."""
    seen = set()
    for claim in report["claims"]:
        for slot in SLOTS:
            for gold in claim[slot] or [] if slot == "says" else [claim[slot]]:
                if not gold or gold == "?" or len(gold) < 3:
                    continue
                span = _nearest(report["text"], gold, claim["start"], claim["end"])
                if span is not None and (slot, gold, span) not in seen:
                    seen.add((slot, gold, span))
                    yield Name(slot, gold, span, span.text.lower() != gold.lower())


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s", "", " ".join(name.lower().split()))


def _nearest(text: str, gold: str, start: int, end: int) -> Span | None:
    forms = [gold]
    if gold not in text and gold.lower() not in text.lower():
        return None
    words = gold.split()
    if len(words) > 1 and words[-1][0].isupper() and words[0][0].isupper():
        forms.append(words[-1])
    if len(words) > 2 and words[0].lower() == "the":
        forms.append(f"{words[0]} {words[-1]}")
    spans = [
        Span.cut(text, m.start(), m.end())
        for form in forms
        for m in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE)
    ]
    return min(spans, key=lambda s: max(s.start - end, start - s.end, 0) + (s.start > end) * 40, default=None)


def _names(path: Path, part: str) -> list[Row]:
    if not path.exists():
        return _missing(path)
    raw = path.read_bytes()
    data, same = hashlib.sha256(raw).hexdigest()[:12], _same_name()
    counts: dict[str, list[int]] = {}
    begin = time.process_time()
    for line in raw.decode("utf-8").splitlines():
        report = json.loads(line)
        names = list(names_of(report))
        _, resolved = whos(Reading(plain_report(report["text"])), [n.span for n in names])
        for name, who in zip(names, resolved, strict=True):
            right = same(name.gold, who.name)
            exact = _bare(name.gold) == _bare(who.name)
            tally = {name.slot: right, "short forms" if name.short else "names in full": right}
            if name.short:
                tally["short forms to the very name"] = exact
            for key, value in tally.items():
                counts.setdefault(key, [0, 0])
                counts[key][0] += value
                counts[key][1] += 1
    seconds = time.process_time() - begin
    return [_row(f"claims {part}: {key} right", c[0], c[1], data, seconds) for key, c in counts.items()]


# -- pronouns ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Gold:
    """One GUM document: its text, the spans of each cluster with its type, and the pronouns with their clusters."""

    text: str
    clusters: dict[str, list[Span]]
    pronouns: tuple[tuple[Span, str], ...]


_NO_GAP_BEFORE = re.compile(r"^(?:[,.;:!?)\]%”’]|['’](?:s|re|ve|ll|d|m|t)?|n['’]t)$")


def gum_document(conll: Path, tsv: Path) -> Gold | None:
    """A document from its CoNLL (clusters) and TSV (sentences) files; None where the two do not fit."""
    tokens, labels = [], []
    for line in conll.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _, token, label = line.split("\t")
            tokens.append(token)
            labels.append(label)
    ends = _sentence_ends(tsv)
    if not ends or ends[-1] != len(tokens):
        return None
    text, starts = _joined(tokens, set(ends))
    clusters: dict[str, list[Span]] = {}
    open_at: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        for piece in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)", label if label != "_" else ""):
            name = "-".join(piece.strip("()").split("-")[:2])
            if piece[0] == "(":
                open_at.setdefault(name, []).append(i)
            if piece[-1] == ")" and open_at.get(name):
                first = open_at[name].pop()
                span = Span.cut(text, starts[first], starts[i] + len(tokens[i]))
                clusters.setdefault(name, []).append(span)
    return Gold(text, clusters, tuple(_asked(clusters)))


def _asked(clusters: dict[str, list[Span]]) -> Iterator[tuple[Span, str]]:
    """Pronouns of persons, bodies and places that the text names or describes before them."""
    for name, spans in clusters.items():
        if name.split("-")[0] not in KINDS:
            continue
        described = [s for s in spans if s.text.lower() not in PRONOUNS]
        for span in spans:
            word = span.text.lower()
            if not is_pronoun(span.text) or word in RELATIVE:
                continue
            if described if word in SPEAKER else any(d.start < span.start for d in described):
                yield span, name


def _sentence_ends(tsv: Path) -> list[int]:
    ends, count = [], 0
    for line in tsv.read_text(encoding="utf-8").splitlines():
        if re.match(r"\d+-\d+\t", line):
            count += 1
        elif not line and count and (not ends or ends[-1] != count):
            ends.append(count)
    if not ends or ends[-1] != count:
        ends.append(count)
    return ends


def _joined(tokens: list[str], ends: set[int]) -> tuple[str, list[int]]:
    text, starts, quoted = "", [], False
    for i, token in enumerate(tokens):
        glued = not text or _NO_GAP_BEFORE.match(token) or text.endswith(("(", "“", "[", "-")) or token == "-"
        if token == '"':
            glued = quoted
            quoted = not quoted
        elif text.endswith('"') and quoted:
            glued = True
        if i in ends and i:
            text += " " if text[-1] in '.!?"”' else "\n\n"
        elif not glued:
            text += " "
        starts.append(len(text))
        text += token
    return text, starts


def outcome(gold: Gold, found: Cast, span: Span, name: str) -> str:
    """right, wrong or unresolved."""
    answer = speaker_of(found, span, ()) if span.text.lower() in SPEAKER else antecedent(found, span)
    if answer.mention is None:
        return "unresolved"
    mention = answer.mention
    for other in gold.clusters[name]:
        if other.text.lower() in PRONOUNS:
            continue
        if other.text == mention.text or (
            mention.start < other.end
            and other.start < mention.end
            and (mention.end == other.end or mention.start == other.start)
        ):
            return "right"
    return "wrong"


def _pronouns(folder: Path, pattern: str = "GUM_news_*.conll") -> list[Row]:
    if not folder.is_dir():
        return _missing(folder)
    files = sorted((folder / "conll").glob(pattern))
    data = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:12]
    tally: dict[str, int] = {}
    begin = time.process_time()
    for file in files:
        gold = gum_document(file, folder / "tsv" / f"{file.stem}.tsv")
        if gold is None:
            continue
        found = cast(plain_report(gold.text))
        for span, name in gold.pronouns:
            word = span.text.lower()
            if word in SPEAKER - ONE_SPEAKER:
                continue  # for GUM "we" is a group; for claims it is who speaks
            group = "I, my" if word in ONE_SPEAKER else "he, she, they, it"
            key = f"{group} {outcome(gold, found, span, name)}"
            tally[key] = tally.get(key, 0) + 1
    seconds = time.process_time() - begin
    out = []
    for group in ("he, she, they, it", "I, my"):
        right, wrong, left = (tally.get(f"{group} {o}", 0) for o in ("right", "wrong", "unresolved"))
        out.append(
            _row(f"GUM news pronouns ({group}): right of all", right, right + wrong + left, data, seconds)
        )
        out.append(
            _row(f"GUM news pronouns ({group}): right of resolved", right, right + wrong, data, seconds)
        )
    return out


if __name__ == "__main__":
    for row in rows():
        print(f"{row['name']:70} {row['value']!s:>8}  n={row['n']}  {row['data']}  {row['seconds']} s")
