"""Names in the claims labels → the words of the text that they stand for.

The labels give the best *name* of actor, target, place and claimant, not offsets. Tiers, best first: the name
as it stands; without
article, title or possessive; a run of its own words that the scorer takes for the same name; a person's last name.
"""

from __future__ import annotations

import re
from functools import lru_cache

Spans = list[tuple[int, int]]

_LEAD = re.compile(
    r"^(?:the|a|an|its|his|her|their|some|several|other|mr|mrs|ms|dr|president|minister)\.?\s+", re.I
)
_STOP = frozenset(["the", "a", "an", "of", "and", "in", "on", "at", "for", "to", "by", "from", "'s", "s"])
_TOKEN = re.compile(r"[^\W_]+")


def words(name: str) -> list[str]:
    """Content words in lower case, plural s dropped, as the scorer compares names."""
    found = [w.lower() for w in _TOKEN.findall(re.sub(r"(?<=\b\w)\.", "", name))]
    return [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in found if w not in _STOP]


def same_name(a: str, b: str) -> bool:
    """The scorer's rule: the words of one lie within the other's, or half of all words are shared."""
    x, y = set(words(a)), set(words(b))
    both = len(x & y)
    return bool(both) and (both in (len(x), len(y)) or 2 * both / (len(x) + len(y)) >= 0.5)


def literal(name: str, text: str) -> Spans:
    """Every whole-word occurrence, whatever the case."""
    pattern = r"(?<!\w)" + re.escape(name).replace(r"\ ", r"\s+") + r"(?!\w)"
    return [m.span() for m in re.finditer(pattern, text, re.I)] if name.strip() else []


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    def norm(w: str) -> str:
        w = w.lower()
        return w[:-1] if len(w) > 3 and w.endswith("s") else w

    return tuple((m.start(), m.end(), norm(m.group())) for m in _TOKEN.finditer(text))


def runs(name: str, text: str) -> Spans:
    """Runs of the name's own words in the text that the scorer takes for the same name."""
    wanted = set(words(name))
    found: Spans = []
    run: list[tuple[int, int, str]] = []
    for token in (*_tokens(text), (len(text), len(text), "\0")):
        gap = text[run[-1][1] : token[0]] if run else ""
        if token[2] in wanted or (run and token[2] in _STOP and len(gap) < 3):
            if run and len(gap) >= 3:
                found += _accept(run, name, text)
                run = []
            if run or token[2] in wanted:
                run.append(token)
            continue
        found += _accept(run, name, text)
        run = []
    return found


def _accept(run: list[tuple[int, int, str]], name: str, text: str) -> Spans:
    while run and run[-1][2] in _STOP:
        run = run[:-1]
    if not run:
        return []
    start, end = run[0][0], run[-1][1]
    return [(start, end)] if same_name(text[start:end], name) else []


def tiers(name: str, text: str) -> list[Spans]:
    """Occurrences of the name in the text, the surest form first; empty tiers are left out."""
    bare = name
    while _LEAD.match(bare):
        bare = _LEAD.sub("", bare, count=1)
    bare = re.sub(r"[’']s$", "", bare)
    found = [literal(name, text)]
    if bare != name:
        found.append(literal(bare, text))
    if not any(found):
        found.append(runs(name, text))
    last = name.split()[-1] if name.split() else ""
    if " " in bare and all(w[:1].isupper() for w in bare.split()) and len(last) > 2:
        found.append(literal(last, text))
    return [spans for spans in found if spans]


def nearest(found: list[Spans], lo: int, hi: int, sentence: tuple[int, int]) -> list[Spans]:
    """Keep, tier by tier, what lies in the quote; failing that in its sentence; failing that everything."""
    for start, end in ((lo, hi), sentence):
        inside = [[s for s in spans if s[0] >= start and s[1] <= end] for spans in found]
        if any(inside):
            return [spans for spans in inside if spans]
    return found
