"""Incidents measured on ECB+ (Cybulska and Vossen 2014): given event mentions, which are one happening across reports.

Topics 1 to 35 alone; weights and threshold were set on odd topics, the even ones are measured. Kinds are unknown there:
each word is given one by chance, and all are one family. CoNLL F1: mean of MUC, B³ and CEAF-e (Pradhan et al. 2014).
"""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from bench.cases import SHARED, data_hash
from sayso.core.claim import Claim
from sayso.core.kinds import KINDS
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.who import Who
from sayso.reconcile.incidents import THRESHOLD, clusters, weighted
from sayso.reconcile.score import Mention, mention
from sayso.reconcile.wording import stem

Row = dict[str, Any]
Groups = list[set[str]]
FOLDER: Final = SHARED / "data" / "ecbplus"


class Case(NamedTuple):
    """A topic: its mentions in order, and for each the gold happening."""

    topic: int
    mentions: list[Mention]
    gold: list[str]


def rows() -> list[Row]:
    """CoNLL, B³ and MUC F1 of ours and of the same-lemma baseline on the even topics. Empty without the corpus."""
    if not FOLDER.exists():
        return []
    hashed = data_hash(*sorted(FOLDER.glob("*/*.xml")))
    topics = sorted(int(p.name) for p in FOLDER.iterdir() if p.name.isdigit())
    cases = [read(topic) for topic in topics if topic % 2 == 0]
    n = sum(len(c.mentions) for c in cases)
    out: list[Row] = []
    for name, how in (("same lemma", lemma), ("ours", ours)):
        start = time.perf_counter()
        found = scores(cases, how)
        seconds = round(time.perf_counter() - start, 1)
        for measure in ("CoNLL", "B3", "MUC"):
            label = f"incidents, ECB+ even topics, {name}: {measure} F1"
            row = {"name": label, "value": round(found[measure], 1), "n": n}
            out.append({**row, "hash": hashed, "seconds": seconds})
    return out


def ours(case: Case, threshold: float = THRESHOLD) -> Groups:
    """The incidents that reconciling makes of the mentions."""
    return [{case.mentions[i].claim.id for i in group} for group in clusters(case.mentions, threshold)]


def lemma(case: Case) -> Groups:
    """The baseline: mentions of one topic are one happening if their first words have one stem."""
    groups: dict[str, set[str]] = defaultdict(set)
    for m in case.mentions:
        groups[stem(m.claim.trigger.text.split()[0])].add(m.claim.id)
    return list(groups.values())


def scores(cases: Sequence[Case], how: Any) -> dict[str, float]:
    """MUC, B³, CEAF-e and their mean, as F1 in percent over all mentions of the cases."""
    return _scores([(_gold(c), how(c)) for c in cases])


def f1_of(gold: Groups, found: Groups) -> dict[str, float]:
    """The same for one set of mentions in two groupings."""
    return _scores([(gold, found)])


def _scores(pairs: Sequence[tuple[Groups, Groups]]) -> dict[str, float]:
    found = {"MUC": _muc(pairs), "B3": _b_cubed(pairs), "CEAFe": _ceaf(pairs)}
    return {**found, "CoNLL": sum(found.values()) / 3}


def _gold(case: Case) -> Groups:
    groups: dict[str, set[str]] = defaultdict(set)
    for m, name in zip(case.mentions, case.gold, strict=True):
        groups[name].add(m.claim.id)
    return list(groups.values())


def read(topic: int) -> Case:
    """The event mentions of a topic as claims: trigger, sentence as quote, the sentence's people, places and times."""
    found = documents(topic)
    bags = weighted({report.id: report.text for report, _ in found})
    mentions, gold = [], []
    for report, claims in found:
        for claim, name in claims:
            mentions.append(replace(mention(claim, report, bags[report.id]), family="any"))
            gold.append(name)
    return Case(topic, mentions, gold)


def documents(topic: int) -> list[tuple[Report, list[tuple[Claim, str]]]]:
    """The topic's reports, each with its mentions and their happenings."""
    return [_document(path) for path in sorted((FOLDER / str(topic)).glob("*.xml"))]


def _document(path: Any) -> tuple[Report, list[tuple[Claim, str]]]:
    root = ET.parse(path).getroot()
    tokens = {t.get("t_id", ""): t for t in root.iter("token")}
    starts, text, sentences = _text(tokens)
    report = Report(path.stem, text, (Part("body", 0, len(text)),))
    markables: dict[str, tuple[str, list[str]]] = {}
    for each in root.iter():
        anchors = [a.get("t_id", "") for a in each.findall("token_anchor")]
        if anchors:
            markables[each.get("m_id", "")] = (each.tag, sorted(anchors, key=int))
    names = _names(root, path.stem)
    by_sentence: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for tag, anchors in markables.values():
        by_sentence[tokens[anchors[0]].get("sentence", "")].append(
            (tag, _span(text, starts, tokens, anchors))
        )
    out = []
    for m_id, (tag, anchors) in sorted(markables.items(), key=lambda item: int(item[0])):
        if not tag.startswith(("ACTION", "NEG_ACTION")):
            continue
        sentence = tokens[anchors[0]].get("sentence", "")
        trigger = _span(text, starts, tokens, anchors)
        name = names.get(m_id, f"{path.stem}-{m_id}")
        out.append(
            (_claim(f"{path.stem}-{m_id}", text, sentences[sentence], trigger, by_sentence[sentence]), name)
        )
    return report, out


def _text(tokens: Mapping[str, Any]) -> tuple[dict[str, int], str, dict[str, tuple[int, int]]]:
    """Where each token starts, the text with spaces between tokens, and each sentence's ends."""
    starts: dict[str, int] = {}
    sentences: dict[str, tuple[int, int]] = {}
    words: list[str] = []
    at = 0
    for t_id, token in tokens.items():
        word = token.text or ""
        starts[t_id] = at
        sentence = token.get("sentence", "")
        sentences[sentence] = (sentences.get(sentence, (at, at))[0], at + len(word))
        words.append(word)
        at += len(word) + 1
    return starts, " ".join(words), sentences


def _span(text: str, starts: Mapping[str, int], tokens: Mapping[str, Any], anchors: Sequence[str]) -> Span:
    return Span.cut(text, starts[anchors[0]], starts[anchors[0]] + len(_run(tokens, anchors)))


def _run(tokens: Mapping[str, Any], anchors: Sequence[str]) -> str:
    """The first unbroken run of the anchors."""
    run = [anchors[0]]
    for t_id in anchors[1:]:
        if int(t_id) != int(run[-1]) + 1:
            break
        run.append(t_id)
    return " ".join(tokens[t].text or "" for t in run)


def _names(root: Any, document: str) -> dict[str, str]:
    """Mention → happening; links within one document are named by it."""
    found = {}
    for link in root.iter():
        if link.tag in {"CROSS_DOC_COREF", "INTRA_DOC_COREF"}:
            target = link.find("target").get("m_id")
            local = f"{document}-{target}"
            name = (link.get("note") if link.tag == "CROSS_DOC_COREF" else None) or local
            found.update({source.get("m_id"): name for source in link.findall("source")})
    return found


def _claim(
    name: str, text: str, sentence: tuple[int, int], trigger: Span, around: Sequence[tuple[str, Span]]
) -> Claim:
    """The mention as a claim. Whose place and time a sentence names, the corpus does not say: these stay empty."""

    def near(before: bool) -> Who | None:
        found = [s for tag, s in around if tag.startswith("HUMAN") and (s.start < trigger.start) == before]
        best = min(found, key=lambda s: abs(s.start - trigger.start), default=None)
        return Who(best, best.text) if best else None

    quote = Span.cut(text, sentence[0], max(sentence[1], trigger.end))
    kind = KINDS[zlib.crc32(stem(trigger.text.split()[0]).encode()) % len(KINDS)]
    return Claim(name, kind, quote, trigger, actor=near(True), target=near(False))


def _f1(right: float, found: float, wanted: float) -> float:
    precision, recall = right / found if found else 0.0, 0.0
    recall = right / wanted if wanted else 0.0
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(pairs: Sequence[tuple[Groups, Groups]]) -> float:
    def links(groups: Groups, others: Groups) -> tuple[int, int]:
        home = {m: i for i, g in enumerate(others) for m in g}
        return sum(len(g) - len({home[m] for m in g}) for g in groups), sum(len(g) - 1 for g in groups)

    wanted = [links(g, f) for g, f in pairs]
    found = [links(f, g) for g, f in pairs]
    recall = sum(r for r, _ in wanted) / max(1, sum(n for _, n in wanted))
    precision = sum(r for r, _ in found) / max(1, sum(n for _, n in found))
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _b_cubed(pairs: Sequence[tuple[Groups, Groups]]) -> float:
    precision = recall = total = 0.0
    for gold, found in pairs:
        mine, theirs = ({m: g for g in groups for m in g} for groups in (found, gold))
        for m in theirs:
            shared = len(mine[m] & theirs[m])
            precision += shared / len(mine[m])
            recall += shared / len(theirs[m])
            total += 1
    precision, recall = precision / total, recall / total
    return 200 * precision * recall / (precision + recall)


def _ceaf(pairs: Sequence[tuple[Groups, Groups]]) -> float:
    """CEAF with φ4, clusters assigned within each topic; clusters that are the same on both sides are paired first."""
    right = 0.0
    for gold, found in pairs:
        same = Counter(map(frozenset, gold)) & Counter(map(frozenset, found))
        right += sum(same.values())
        rest = [g for g in gold if frozenset(g) not in same]
        others = [f for f in found if frozenset(f) not in same]
        right += _assigned([[2 * len(g & f) / (len(g) + len(f)) for f in others] for g in rest])
    return _f1(right, sum(len(f) for _, f in pairs), sum(len(g) for g, _ in pairs))


def _assigned(values: list[list[float]]) -> float:
    """The greatest sum of values with one a row and a column (Hungarian method, O(n³))."""
    if not values or not values[0]:
        return 0.0
    if len(values) > len(values[0]):
        values = [list(column) for column in zip(*values, strict=True)]
    rows_, columns = len(values), len(values[0])
    u, v = [0.0] * (rows_ + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows_ + 1):
        owner[0], column = row, 0
        least, back, seen = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            seen[column] = True
            at, delta, nearest = owner[column], float("inf"), 0
            for j in range(1, columns + 1):
                if not seen[j]:
                    cost = -values[at - 1][j - 1] - u[at] - v[j]
                    if cost < least[j]:
                        least[j], back[j] = cost, column
                    if least[j] < delta:
                        delta, nearest = least[j], j
            for j in range(columns + 1):
                if seen[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = nearest
        while column:
            owner[column] = owner[back[column]]
            column = back[column]
    return sum(values[owner[j] - 1][j - 1] for j in range(1, columns + 1) if owner[j])
