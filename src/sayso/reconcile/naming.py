"""Naming: what each claimant calls the same people, and what it calls the happening."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Final

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.toll import Naming
from sayso.reconcile.claimants import Claimants
from sayso.reconcile.forms import bare
from sayso.reconcile.groups import read
from sayso.reconcile.told import claimant_of
from sayso.reconcile.world import World, world

HAPPENING: Final = "happening"
_HAPPENINGS: Final = (
    "operations?|campaign|crackdown|unrest|disorders?|riots?|protests?|demonstrations?|uprising|revolt|revolution"
    "|rebellion|insurrection|coup|putsch|insurgency|aggression|invasion|war|conflict|massacre|genocide|cleansing|pogrom"
    "|purge|occupation|liberation|clash(?:es)?|violence|siege|raids?|attacks?|bombardment|incursion|intervention|truce"
)
_NAMED = re.compile(
    r"(?:\b(?:(?:counter|anti)[-\s]?terror(?:ist|ism)?|[a-z]+-[a-z-]+|special|military|mass|so-called|armed)\s+)*"
    rf"\b(?:{_HAPPENINGS})\b",
    re.I,
)
_PEOPLE: Final = frozenset({"opponents", "protesters", "civilians", "security"})
GROUPS: Final = (*sorted(_PEOPLE), HAPPENING)
_LINKS: Final = frozenset(
    word
    for line in (
        "and or of the a an its his her their them some other others more many several all both no any one two three",
        "four five six seven eight nine ten dozen dozens hundreds thousands from by with to in on at for against among",
        "between that which who were was are is",
    )
    for word in line.split()
)
_TOKEN = re.compile(r"[\w'’-]+")


def naming(coded: Iterable[CodedReport]) -> tuple[Naming, ...]:
    """What each named claimant, and each house in its own voice, calls the people of one side and the happening.

    Sorted by group and claimant. A copy is not counted again; nor is a word within one report.
    """
    return naming_in(world(coded))


def naming_in(known: World, claims: Set[str] | None = None) -> tuple[Naming, ...]:
    """The same from reports that were compared before; ``claims``: ids of the claims to look at, None for all."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    told_in: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in known.coded:
        if each.report.id in known.copied:
            continue
        seen: set[tuple[str, str, str]] = set()
        for claim in each.claims:
            who = _who(each, claim, known.claimants) if claims is None or claim.id in claims else None
            if who is None:
                continue
            for group, word in _words(claim):
                shown[group, who].add(claim.id)
                told_in[group, who].add(each.report.id)
                if (group, who, word) not in seen:
                    seen.add((group, who, word))
                    counts[group, who][word] += 1
    return tuple(
        Naming(who, group, _ranked(counts[key]), tuple(sorted(shown[key])), tuple(sorted(told_in[key])))
        for key in sorted(counts)
        for group, who in [key]
    )


def _who(coded: CodedReport, claim: Claim, known: Claimants) -> str | None:
    if claim.says and claim.says[0].unnamed:
        return None
    if not claim.says and not (coded.report.agency or coded.report.publisher):
        return None
    return claimant_of(claim, coded.report, known)[1]


def _words(claim: Claim) -> list[tuple[str, str]]:
    """Group and word for each party of the claim whose name tells a side, and for names of the happening."""
    found = []
    for words in (claim.actor.name if claim.actor else None, claim.target.name if claim.target else None):
        if words is not None:
            found += _sides(words)
    texts = [claim.quote.text, *(w.name for w in (claim.actor, claim.target) if w)]
    found += [(HAPPENING, _plain(m.group())) for text in texts for m in _NAMED.finditer(text)]
    return list(dict.fromkeys(found))


def _sides(words: str) -> list[tuple[str, str]]:
    """("opponents", "armed bandits") for each name of a side: its nouns in a row, with the word before them; proper
    names are left out."""
    tokens = _TOKEN.findall(words)
    sides = [_side(token, i) for i, token in enumerate(tokens)]
    found = []
    for i, side in enumerate(sides):
        if side and (i == 0 or sides[i - 1] != side):
            end = next((j for j in range(i, len(sides)) if sides[j] != side), len(sides))
            start = i - 1 if i and _describes(tokens[i - 1]) else i
            found.append((side, _plain(" ".join(tokens[start:end]))))
    return found


def _side(token: str, at: int) -> str:
    sides = read(token).classes & _PEOPLE
    whose = token.endswith(("'s", "’s"))
    return min(sides) if sides and not whose and not (at and token[:1].isupper()) else ""


def _describes(token: str) -> bool:
    low = token.lower()
    return token.isalpha() and low not in _LINKS and not (read(token).classes & _PEOPLE)


def _plain(words: str) -> str:
    return " ".join(bare(re.sub(r"[\"“”‘’]", "", words)).lower().split())


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def called(found: Sequence[Naming], group: str) -> dict[str, tuple[str, ...]]:
    """Claimant → its words for one group, commonest first."""
    return {n.claimant: tuple(w for w, _ in n.words) for n in found if n.group == group}
