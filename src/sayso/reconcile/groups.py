"""Whom a figure counts: the same group under the different words of different reports."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Final

from sayso.core.claim import Claim
from sayso.core.figure import Figure

_WORD = re.compile(r"[\w'’-]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP: Final = _words(
    "the a an of and or in on at by from for to its their his her our those these this that who whom "
    "which were was are is been be among all some other more most ranks rank members member two both "
    "national own new at least about nearly almost around up than over least with as them it"
)
_BESIDE: Final = _words("in at near from by on for with who whom which that")
"""Words that open what is told beside a number ("in a critical condition", "who tried to flee"), and count nobody."""
_WITHIN: Final = _words(
    "the of and or its their his her own national local riot armed suspected alleged foreign government opposition "
    "young members ranks both"
)
"""Words that may stand among those that name a class."""
_AFTER: Final = _words(
    "in on at by since who whom that which during as were was are is have has had said says told after before when "
    "while according but from for to with"
)
"""Words that may follow them."""
_MARKS: Final = " \t\"“”'‘’"
_PEOPLE: Final = frozenset({"people", "persons", "bodies", "corpses", "inhabitants", "residents"})
DEMOGRAPHIC: Final = frozenset({"children", "women", "elderly", "foreigners"})
"""Classes by age, sex and origin: people of every side, and so always part of a count of all people."""


@dataclass(frozen=True, slots=True)
class Group:
    """A counted group. ``classes`` as in ``groups.toml``, or the words themselves where it knows none of them; empty
    for all people. ``branches`` of the security forces, where named."""

    classes: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    things: bool = False

    def same(self, other: Group) -> bool:
        """True if figures of the two can follow or contradict each other."""
        if self.classes != other.classes or self.things != other.things:
            return False
        return not self.branches or not other.branches or bool(self.branches & other.branches)

    @property
    def everyone(self) -> bool:
        """True for a count of people without distinction."""
        return not self.classes

    @property
    def demographic(self) -> bool:
        """True if the group is one by age, sex or origin."""
        return bool(self.classes) and self.classes <= DEMOGRAPHIC

    def name(self) -> str:
        """The group in a word or two."""
        return " and ".join(sorted(self.classes)) or "people"


@cache
def _table() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Word → class, word → branch, words for things."""
    raw = tomllib.loads(files("sayso.reconcile").joinpath("groups.toml").read_text("utf-8"))
    branches: dict[str, str] = raw.pop("branches")
    things: dict[str, str] = raw.pop("things")
    return _inverted(raw), _inverted(branches), frozenset(_inverted(things))


def _inverted(raw: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in raw.items() for word in words.split()}


def group_of(claim: Claim, figure: Figure | None = None) -> Group:
    """The group of a claim's figure, from its own words or, where these say only "others", from whom it was done to.
    ``figure``: that of the claim, if other words were found for whom it counts."""
    figure = figure or claim.figure
    found = read(figure.of if figure else None)
    if not found.everyone or _plainly(figure.of if figure else None):
        return found
    named = claim.actor if figure is not None and figure.measure in {"attackers", "crowd"} else claim.target
    if named is None or (figure is not None and _counts_more(named.name, figure.span.text)):
        return found
    other = read(named.name)
    return found if other.things else other


def _plainly(words: str | None) -> bool:
    """True if the words say outright that people without distinction are counted ("people", not "others")."""
    return bool(_PEOPLE & set(_WORD.findall((words or "").lower())))


def _counts_more(name: str, figure: str) -> bool:
    """True if the name runs on over a number beside the figure's own ("225 bodies, 19 of them soldiers")."""
    return bool(set(_NUMBER.findall(name)) - set(_NUMBER.findall(figure)))


@lru_cache(maxsize=1 << 14)
def read(words: str | None) -> Group:
    """The group that these words name."""
    return from_words(_WORD.findall((words or "").lower().replace("’", "'")))


def from_words(words: Iterable[str]) -> Group:
    """The group that these lower-case words name: their classes; without any, the words as things counted."""
    classes, branches, things = _table()
    words = list(words)
    kept = [w.removesuffix("'s") for w in words if w not in _STOP]
    named = {classes[w] for w in kept if w in classes}
    if kept and kept[-1] in things:
        return Group(frozenset(_singular(w) for w in kept), things=True)
    if named - {"all"}:
        return Group(frozenset(named - {"all"}), frozenset(branches[w] for w in kept if w in branches))
    if named or not kept or words[0] in _BESIDE:
        return Group()
    return Group(frozenset(_singular(w) for w in kept), things=True)


def named_at_start(text: str) -> int:
    """How many characters at the start of a text name people of a known class and nothing else ("the police and the
    guard, the mayor said" → the first 24); 0 where other words are mixed in ("police custody", "soldiers' families").
    """
    classes, _, things = _table()
    end = last = 0
    for found in _WORD.finditer(text):
        word = found.group().lower().replace("’", "'")
        if end and (word[0].isdigit() or text[last : found.start()].strip(_MARKS)):
            break
        last = found.end()
        if word in classes and classes[word] != "all" and word not in things:
            end = found.end()
        elif word not in _WITHIN:
            return 0 if word not in _AFTER else end
    return end


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def clusters(groups: Iterable[Group]) -> dict[Group, Group]:
    """Each group → one that stands for all that are the same, directly or through others (the least by name)."""
    alike: dict[tuple[frozenset[str], bool], list[Group]] = defaultdict(list)
    for group in sorted(set(groups), key=lambda g: sorted(g.branches)):
        alike[group.classes, group.things].append(group)
    head: dict[Group, Group] = {}
    for same in alike.values():
        found = {g: g for g in same}
        for a, b in combinations(same, 2):
            if a.same(b) and found[a] != found[b]:
                old, new = sorted((found[a], found[b]), key=same.index, reverse=True)
                found = {g: new if h == old else h for g, h in found.items()}
        head |= found
    return head
