"""Copies: which report's text was printed before, whole or in part, and which report it came from.

Candidates come from a mod-m sketch of word shingles (Broder 1997, "On the resemblance and containment of documents"):
of all shingles only those whose hash is divisible by `_KEEP` are looked up, so that the work grows with the number of
reports and not of pairs. The share of common shingles is then counted in full.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from sayso.core.incident import Copy
from sayso.core.report import Report
from sayso.reconcile.moments import Moment, of_report

Shingles = frozenset[int]
Cuts: TypeAlias = Mapping[str, "array[int]"]
"""Report id → its shingles, each once, in little memory: those of all reports are held at once."""
_WORD = re.compile(r"[\w'’]+")
_SHINGLE: Final = 4
_KEEP: Final = 4
_SMALL: Final = 400
"""Reports with fewer shingles keep all of them in the sketch: a brief has too few to draw from."""
_COMMON: Final = 60
"""A shingle in more reports than this is a turn of phrase and tells nothing."""
_COPY: Final = 0.6
_PART: Final = 0.2
_LEAST: Final = 12
"""Fewer common shingles than this are a shared sentence, not shared reporting."""


def shingles(report: Report) -> Shingles:
    """Hashes of the runs of four words in the report's title, body and captions."""
    found: set[int] = set()
    for part in report.readable():
        words = _WORD.findall(report.text[part.start : part.end].lower())
        runs = (" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
        found.update(zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
    return frozenset(found)


def copies(
    reports: Iterable[Report],
    versions: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    given: Iterable[Copy] = (),
) -> tuple[Copy, ...]:
    """Each report that was printed before, with the report that it descends from, sorted by ids.

    ``versions`` are pairs of ids that are one report at two times, and so no copies. ``apart``, ``given``: pairs that a
    person said are no copies, and the copies that one named; they stand before what is found. A chain agency → paper →
    paper is drawn to its origin: the origin of a copy is no copy itself. What is no copy of an origin is none by way of
    another copy either, unless a person said so.
    """
    known = {r.id: r for r in reports}
    cuts = {name: array("I", shingles(r)) for name, r in known.items()}
    parted = {frozenset(pair) for pair in apart}
    same = parted | {frozenset(pair) for pair in versions}
    found: dict[str, Copy] = {}
    for pair in sorted(_candidates(cuts)):
        if frozenset(pair) in same:
            continue
        link = _link(known[pair[0]], known[pair[1]], cuts)
        if link is not None and _better(link, found.get(link.report)):
            found[link.report] = link
    named = {link.report: link for link in given}
    found |= named
    drawn = (_to_origin(found[name], found) for name in sorted(found))
    return tuple(c for c in drawn if c.report in named or frozenset((c.report, c.origin)) not in parted)


def _candidates(cuts: Cuts) -> set[tuple[str, str]]:
    """Pairs of ids (sorted) with enough common shingles in their sketches."""
    seen = _seen_twice(cuts)
    mask = len(seen) - 1
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(cuts):
        for shingle in _sketch(cuts[name]):
            if seen[shingle >> 4 & mask] > 1:
                holders[shingle].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            shared.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    return {pair for pair, count in shared.items() if count >= _LEAST // _KEEP}


def _sketch(cut: array[int]) -> Iterator[int]:
    return iter(cut) if len(cut) < _SMALL else (shingle for shingle in cut if shingle % _KEEP == 0)


def _seen_twice(cuts: Cuts) -> bytearray:
    """For each shingle's place (some of its bits) 1 if it stands in one report, 2 if in more, or if two share the
    place. Most shingles stand in one report alone, and to list their holders too would take most of the memory."""
    total = sum(len(cut) for cut in cuts.values())
    seen = bytearray(1 << min(27, (2 * total).bit_length()))
    mask = len(seen) - 1
    for cut in cuts.values():
        for shingle in _sketch(cut):
            if seen[shingle >> 4 & mask] < 2:
                seen[shingle >> 4 & mask] += 1
    return seen


def _link(a: Report, b: Report, cuts: Cuts) -> Copy | None:
    common = len(set(cuts[a.id]).intersection(cuts[b.id]))
    if common < _LEAST:
        return None
    child, origin = (b, a) if _rank(a) <= _rank(b) else (a, b)
    share = common / max(1, len(cuts[child.id]))
    whole = max(share, common / max(1, len(cuts[origin.id])))
    if whole < _PART:
        return None
    relation = "copy" if whole >= _COPY else "part"
    words = f"{common} runs of {_SHINGLE} words in common, {share:.0%} of its own"
    if origin.agency and origin.agency in (child.agency, child.byline):
        words += f"; credits {origin.agency}"
    return Copy(child.id, origin.id, relation, round(share, 4), words)


def _rank(report: Report) -> tuple[int, str, str]:
    """Origins first: an agency's own text, then the earlier, then by id."""
    own = report.agency is not None and report.publisher in (None, report.agency)
    moment: Moment | None = of_report(report)
    return (0 if own else 1, moment.end.isoformat() if moment else "9999", report.id)


def _better(link: Copy, other: Copy | None) -> bool:
    return other is None or (link.share, link.origin) > (other.share, other.origin)


def _to_origin(link: Copy, found: dict[str, Copy]) -> Copy:
    """The link with the first text of its lineage as origin; where persons named copies in a circle, the last in it."""
    origin, via = link.origin, ""
    seen = {link.report, origin}
    while link.relation == "copy" and origin in found and found[origin].relation == "copy":
        if found[origin].origin in seen:
            break
        origin, via = found[origin].origin, f"; by way of {link.origin}"
        seen.add(origin)
    return Copy(link.report, origin, link.relation, link.share, link.because + via) if via else link


def roots(links: Sequence[Copy]) -> dict[str, str]:
    """Each copied report's id → the id of its origin; reports that only share a part are not in it."""
    return {link.report: link.origin for link in links if link.relation == "copy"}
