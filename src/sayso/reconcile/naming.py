"""Naming: what each claimant calls the same people, and what it calls the happening."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.toll import Naming
from sayso.reconcile.claimants import Claimants, bare
from sayso.reconcile.copies import roots
from sayso.reconcile.groups import read
from sayso.reconcile.told import OWN
from sayso.reconcile.world import world

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
_LINKS: Final = frozenset(
    ("and", "or", "of", "the", "a", "an", "its", "his", "her", "their", "some", "other")
)
_TOKEN = re.compile(r"[\w'’-]+")


def naming(coded: Iterable[CodedReport]) -> tuple[Naming, ...]:
    """What each named claimant, and each house in its own voice, calls the people of one side and the happening.

    Sorted by group and claimant. A copy is not counted again; nor is a word within one report.
    """
    known = world(coded)
    copied = roots(known.copies)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in known.coded:
        if each.report.id in copied:
            continue
        seen: set[tuple[str, str, str]] = set()
        for claim in each.claims:
            who = _who(each, claim, known.claimants)
            if who is None:
                continue
            for group, word in _words(claim):
                shown[group, who].add(claim.id)
                if (group, who, word) not in seen:
                    seen.add((group, who, word))
                    counts[group, who][word] += 1
    return tuple(
        Naming(who, group, _ranked(counts[group, who]), tuple(sorted(shown[group, who])))
        for group, who in sorted(counts)
    )


def _who(coded: CodedReport, claim: Claim, known: Claimants) -> str | None:
    if claim.says:
        return None if claim.says[0].unnamed else known.label(coded.report.id, claim.says[0])
    house = coded.report.agency or coded.report.publisher
    return f"{bare(house)} ({OWN})" if house else None


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
    """("opponents", "armed bandits") for each noun of a side, with the word before it; proper names are left out."""
    tokens = _TOKEN.findall(words)
    found = []
    for i, token in enumerate(tokens):
        sides = read(token).classes & _PEOPLE
        if not sides or (i and token[:1].isupper()):
            continue
        before = tokens[i - 1] if i and _describes(tokens[i - 1]) else ""
        found.append((min(sides), _plain(f"{before} {token}")))
    return found


def _describes(token: str) -> bool:
    return token.isalpha() and token.lower() not in _LINKS and not (read(token).classes & _PEOPLE)


def _plain(words: str) -> str:
    return " ".join(bare(re.sub(r"[\"“”‘’]", "", words)).lower().split())


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def called(found: Sequence[Naming], group: str) -> dict[str, tuple[str, ...]]:
    """Claimant → its words for one group, commonest first."""
    return {n.claimant: tuple(w for w, _ in n.words) for n in found if n.group == group}
