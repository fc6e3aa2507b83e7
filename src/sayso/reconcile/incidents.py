"""Incidents: claims of one happening across reports, by blocks, pair scores and clusters; incidents in larger ones."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from sayso.core.coded import CodedReport
from sayso.core.incident import Incident
from sayso.reconcile.decisions import decided_pairs
from sayso.reconcile.score import Cosines, Mention, mention, score
from sayso.reconcile.told import told_of
from sayso.reconcile.withdrawals import withdrawn_figures
from sayso.reconcile.wording import stem, stems
from sayso.reconcile.world import World, world

THRESHOLD: Final = 0.66
_LINK: Final = 0.9
"""Two clusters join if their claims' mean score reaches this part of the threshold: one good pair is not enough."""
_LONGEST: Final = 10
_CROWDED: Final = 150
_ROUNDING: Final = 1e-6
_WORD = re.compile(r"[A-Za-z][\w-]+")


def incidents(coded: Iterable[CodedReport], threshold: float = THRESHOLD) -> tuple[Incident, ...]:
    """The incidents of these reports, by day; a claim is in one of them or, if intended or a running total, in none."""
    return incidents_in(world(coded), threshold)


def incidents_in(known: World, threshold: float = THRESHOLD) -> tuple[Incident, ...]:
    """The same from reports that were compared before."""
    mentions = _mentions(known)
    decided = decided_pairs(known.decisions)
    found = [
        _incident([mentions[i] for i in group], known, decided)
        for group in clusters(mentions, threshold, decided)
    ]
    wider: dict[str, list[tuple[dt.date, dt.date, Incident]]] = defaultdict(list)
    for each in found:
        if each.day is not None and "/" in each.day and each.place is not None and _TURMOIL & set(each.kinds):
            wider[each.place].append((*_ends(each.day), each))
    placed = [replace(each, inside=_inside(each, wider)) for each in found]
    return tuple(sorted(placed, key=lambda i: (i.day or "", i.id)))


def _mentions(known: World) -> list[Mention]:
    bags = weighted({c.report.id: c.report.text for c in known.coded})
    gone = withdrawn_figures(known)
    found = []
    for each in known.coded:
        told = told_of(each, known.claimants, gone.get(each.report.id, frozenset()))
        none = {t.claim.id for t in told if not t.of_incident}
        found += [
            mention(claim, each.report, bags[each.report.id])
            for claim in each.claims
            if claim.stance in {"asserted", "hedged"} and claim.id not in none
        ]
    return found


def weighted(texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """For each text its stems weighted by how often they stand in it and how seldom in the others, of length 1."""
    counts = {name: Counter(stem(w) for w in _WORD.findall(text)) for name, text in texts.items()}
    seen = Counter(word for bag in counts.values() for word in bag)
    total = len(texts) + 1
    out = {}
    for name, bag in counts.items():
        weights = {w: (1 + math.log(n)) * math.log(total / seen[w]) for w, n in bag.items()}
        length = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        out[name] = {w: v / length for w, v in weights.items() if v}
    return out


def clusters(
    mentions: Sequence[Mention],
    threshold: float = THRESHOLD,
    decided: Mapping[frozenset[str], bool] | None = None,
) -> list[list[int]]:
    """Groups of indices of mentions that are one happening; pairs are joined best first, if the groups' mean allows.

    ``decided``: pairs of claim ids that a person said to be one (True: joined whatever the score) or two (False).
    """
    decided = decided or {}
    scores: dict[int, float] = {}
    cosines: Cosines = {}

    def likeness(a: int, b: int) -> float:
        pair = a * len(mentions) + b if a < b else b * len(mentions) + a
        if pair not in scores:
            scores[pair] = score(mentions[a], mentions[b], cosines).score
        return scores[pair]

    ids = [m.claim.id for m in mentions]

    def told(a: int, b: int) -> bool:
        return decided.get(frozenset((ids[a], ids[b])), False)

    def order(pair: tuple[float, int, int]) -> tuple[bool, float, str, str]:
        one, two = sorted((ids[pair[1]], ids[pair[2]]))
        return (not told(pair[1], pair[2]), -pair[0], one, two)

    pairs = [
        (value, a, b)
        for a, b in sorted(_pairs(mentions) | _joined(ids, decided))
        if (value := likeness(a, b)) >= threshold or told(a, b)
    ]
    home = list(range(len(mentions)))
    groups = {i: [i] for i in home}
    failed: set[tuple[int, int, int, int]] = set()
    for _, a, b in sorted(pairs, key=order):
        one, two = home[a], home[b]
        if one == two:
            continue
        # Groups only grow: of the same sizes they are the same, and what did not fit together does not now.
        tried = (one, two, len(groups[one]), len(groups[two]))
        if not told(a, b) and (
            tried in failed or not _fit(groups[one], groups[two], likeness, _LINK * threshold)
        ):
            failed.add(tried)
            continue
        if not any(
            decided.get(frozenset((ids[x], ids[y]))) is False
            for x in (groups[one] if decided else ())
            for y in groups[two]
        ):
            groups[one] += groups.pop(two)
            for i in groups[one]:
                home[i] = one
    return [sorted(g, key=lambda i: ids[i]) for g in groups.values()]


def _fit(one: Sequence[int], two: Sequence[int], likeness: Callable[[int, int], float], least: float) -> bool:
    """True if the mean likeness between the two groups is at least so much, and none is 0. Ends as soon as it cannot
    be."""
    links: list[float] = []
    left, total = len(one) * len(two), 0.0
    needed = least * left - _ROUNDING
    for x, y in product(one, two):
        value = likeness(x, y)
        links.append(value)
        total, left = total + value, left - 1
        if value <= 0 or total + left < needed:
            return False
    return sum(links) / len(links) >= least


def _joined(ids: Sequence[str], decided: Mapping[frozenset[str], bool]) -> set[tuple[int, int]]:
    """Pairs of indices that a person decided to be one incident."""
    at = {name: i for i, name in enumerate(ids)}
    pairs = [sorted(at[n] for n in pair if n in at) for pair, one in decided.items() if one]
    return {(p[0], p[1]) for p in pairs if len(p) == 2}


def _pairs(mentions: Sequence[Mention]) -> set[tuple[int, int]]:
    """Pairs that share a block: family, country and a day; in a crowded block only those that share a telling word."""
    blocks: dict[tuple[str, str, dt.date | None], list[int]] = defaultdict(list)
    for i, m in enumerate(mentions):
        for day in _days(m):
            blocks[m.family, m.country.lower(), day].append(i)
    found: set[tuple[int, int]] = set()
    for same in blocks.values():
        for group in [same] if len(same) <= _CROWDED else _by_word(same, mentions):
            found.update(
                (a, b) if a < b else (b, a) for n, a in enumerate(group) for b in group[n + 1 :] if a != b
            )
    return found


def _days(m: Mention) -> list[dt.date | None]:
    """The days under which a mention is looked up: each of its own, of a long time the first ones and the last."""
    if m.days is None:
        return [None]
    length = (m.days[1] - m.days[0]).days
    days = [m.days[0] + dt.timedelta(days=n) for n in range(min(length, _LONGEST) + 1)]
    return [*days, m.days[1]] if length > _LONGEST else [*days]


def _by_word(same: Sequence[int], mentions: Sequence[Mention]) -> list[list[int]]:
    """Smaller blocks: place and a word of the trigger or of whom it was done to; those still crowded cut into windows
    that overlap by half, like wording beside like, so that nothing is left uncompared."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in same:
        m = mentions[i]
        words = stems(m.claim.trigger.text) | (stems(m.claim.target.name) if m.claim.target else frozenset())
        for word in words:
            blocks[m.place.lower(), word].append(i)
    return [window for _, group in sorted(blocks.items()) for window in _windows(group, mentions)]


def _windows(group: list[int], mentions: Sequence[Mention]) -> list[list[int]]:
    if len(group) <= _CROWDED:
        return [group]
    near = sorted(group, key=lambda i: (sorted(mentions[i].words), mentions[i].claim.id))
    step = _CROWDED // 2
    return [near[at : at + _CROWDED] for at in range(0, len(near) - step, step)]


def _incident(group: Sequence[Mention], known: World, decided: Mapping[frozenset[str], bool]) -> Incident:
    claims = sorted(m.claim.id for m in group)
    kinds = Counter(m.claim.kind for m in group)
    places = Counter(m.claim.place.name for m in group if m.claim.place)
    first, last = _span(group)
    roots = {known.roots[m.report] for m in group}
    name = "i" + hashlib.sha256("\x1f".join(claims).encode()).hexdigest()[:12]
    day = None if first is None else first.isoformat() if first == last else f"{first}/{last}"
    guessed = (
        ""
        if day is None or any(m.told for m in group)
        else "; no claim tells its day: up to two before print"
    )
    return Incident(
        id=name,
        kinds=tuple(sorted(kinds, key=lambda k: (-kinds[k], k))),
        day=day,
        place=min(places, key=lambda p: (-places[p], -len(p), p), default=None),
        claims=tuple(claims),
        reports=len(roots),
        because=_why(group) + _by_person(claims, decided) + guessed,
    )


def _span(group: Sequence[Mention]) -> tuple[dt.date | None, dt.date | None]:
    """The days that most of the claims agree on: of those that tell their time the commonest, else all of them."""
    told = Counter(m.days for m in group if m.told and m.days)
    if told:
        return min(told, key=lambda d: (-told[d], d[1] - d[0], d))
    days = [m.days for m in group if m.days]
    return (min(d[0] for d in days), max(d[1] for d in days)) if days else (None, None)


def _why(group: Sequence[Mention]) -> str:
    """The slots that the two most alike claims share, with their words."""
    if len(group) == 1:
        return "told by one claim"
    pairs = [score(a, b) for n, a in enumerate(group) for b in group[n + 1 : n + 6]]
    best = max(pairs, key=lambda p: p.score)
    same = [f"{slot} “{one[:40]}”/“{two[:40]}”" for slot, value, one, two in best.compared if value >= 0.5]
    shown = ", ".join(words for words in same if not words.startswith("report"))
    return f"{len(group)} claims, the two most alike {best.score:.2f}: {shown}"


def _by_person(claims: Sequence[str], decided: Mapping[frozenset[str], bool]) -> str:
    joined = any(one and pair.issubset(claims) for pair, one in decided.items())
    return "; joined by a person's decision" if joined else ""


def _inside(each: Incident, wider: Mapping[str, Sequence[tuple[dt.date, dt.date, Incident]]]) -> str | None:
    """The shortest longer incident that holds this one: its days and its place within, and unrest or violence both."""
    if each.day is None or each.place is None or not _TURMOIL & set(each.kinds):
        return None
    first, last = _ends(each.day)
    places = {each.place, each.place.rpartition(",")[2].strip()}
    holding = [
        (end - start, other.id)
        for place in places
        for start, end, other in wider.get(place, ())
        if start <= first and last <= end and end - start > last - first
    ]
    return min(holding)[1] if holding else None


_TURMOIL: Final = frozenset(
    {"protest", "riot", "attack", "clash", "bomb", "kill", "injure", "destroy", "seize"}
)


def _ends(day: str) -> tuple[dt.date, dt.date]:
    first, _, last = day.partition("/")
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
