"""Learns the plain reader's word lists: ``python -m train.lexicon`` writes ``src/sayso/reader/lexicon.json``.

Triggers come from the claims data and the further labels, cues of saying from PolNeAR: single words and short phrases,
each with its kind and how often an occurrence in running text was labelled so (its precision). Statistics only; no
sentence is kept.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from train import further

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared")) / "data"
OUT = ROOT / "src" / "sayso" / "reader" / "lexicon.json"

GENERAL = {
    "kill": "liquidated eliminated neutralized neutralised perished drowned lynched beheaded hanged",
    "arrest": "detention detentions imprisonment",
    "abduct": "abduction abductions",
    "outage": "shut_off shut_down cut_off blackout blackouts outage outages power_cut power_cuts disrupted",
    "clash": "engaged_in_combat exchanged_fire firefight fought",
    "deploy": "sent_troops sending_troops bring_troops troops_into flying deployed deployment would_number numbering",
    "destroy": "ransacked torched looted vandalised vandalized",
    "seize": "occupying recaptured retook overran",
    "missing": "not_been_seen unaccounted_for whereabouts_unknown",
    "market": "oil_prices price_rise prices_rose",
}
"""Words of the trade that a few hundred labelled reports are too few to show; they get `GENERAL_PRECISION`."""

GENERAL_PRECISION = 0.5
LONGEST = 4
LEAST_SEEN = 2
LEAST_PRECISION = 0.25
LEAST_CUE_SEEN = 15
LEAST_CUE_PRECISION = 0.4


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def tokens(text: str) -> list[str]:
    """Words in lower case."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())


def phrases_in(words: list[str]) -> Iterator[str]:
    """Every run of up to `LONGEST` words."""
    for size in range(1, LONGEST + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def learn_triggers(reports: Iterable[dict[str, Any]]) -> dict[str, tuple[str, float]]:
    """phrase -> (its usual kind, share of its occurrences that were labelled so).

    The headline is left out: what it states is labelled in the body.
    """
    labelled: dict[str, Counter[str]] = defaultdict(Counter)
    occurrences: Counter[str] = Counter()
    for report in reports:
        start = len(report["title"]) if report["text"].startswith(report["title"] or "\0") else 0
        occurrences.update(phrases_in(tokens(report["text"][start:])))
        spans = {(c["trigger_start"], c["trigger_end"], c["kind"]) for c in report["claims"]}
        for begin, end, kind in spans:
            words = tokens(report["text"][begin:end])
            if 0 < len(words) <= LONGEST:
                labelled[" ".join(words)][kind] += 1
    found = {}
    for phrase, kinds in labelled.items():
        kind, count = kinds.most_common(1)[0]
        precision = count / max(occurrences[phrase], count)
        if count >= LEAST_SEEN and precision >= LEAST_PRECISION:
            found[phrase] = (kind, round(precision, 2))
    return found


def learn_cues(articles: Iterable[dict[str, Any]]) -> dict[str, float]:
    """word -> share of its occurrences that were (part of) a cue of a one- or two-word attribution."""
    cue: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    for article in articles:
        occurrences.update(tokens(article["text"]))
        for attribution in article["attributions"]:
            words = [w for span in attribution["cue"] for w in tokens(article["text"][span[0] : span[1]])]
            if attribution["source"] and 0 < len(words) <= 2:
                cue[words[-1] if words[0] in {"has", "have", "had", "also"} else words[0]] += 1
    return {
        word: round(count / occurrences[word], 2)
        for word, count in cue.most_common()
        if count >= LEAST_CUE_SEEN and count / occurrences[word] >= LEAST_CUE_PRECISION and len(word) > 2
    }


def main() -> None:
    """Learn both lists and write them, sorted, so that a change shows as a small difference."""
    triggers = learn_triggers(chain(lines(SHARED / "claims" / "train.jsonl"), further.rows("train")))
    for kind, phrases in GENERAL.items():
        for phrase in phrases.split():
            triggers.setdefault(phrase.replace("_", " "), (kind, GENERAL_PRECISION))
    cues = learn_cues(lines(SHARED / "polnear" / "train.jsonl"))
    table = {"triggers": dict(sorted(triggers.items())), "cues": dict(sorted(cues.items()))}
    text = json.dumps(table, ensure_ascii=False, indent=0)
    text = re.sub(r"\[\n(\".*?\"),\n([\d.]+)\n\]", r"[\1, \2]", text)
    OUT.write_text(text + "\n", encoding="utf-8")
    print(f"{len(triggers)} triggers, {len(cues)} cues, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
