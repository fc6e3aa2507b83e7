"""Claimants: one office or person under the different names that reports give it.

"the Ministry of Internal Affairs of the Republic of Kazakhstan", "Kazakhstan's interior ministry" and "the interior
ministry" are one claimant as long as no other interior ministry speaks in the same reports; a person speaks for the
office that the report names beside the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from sayso.core.coded import CodedReport
from sayso.core.span import NOWHERE
from sayso.core.who import Who

_WORD = re.compile(r"[\w-]+(?:['’](?!s\b)\w+)*")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ORGANS: Final = _words(
    "ministry minister president prosecutor police service agency office government administration "
    "parliament council committee army command department television channel radio media news "
    "spokesman spokeswoman organization organisation union alliance party company authority "
    "authorities court mayor governor commandant commander hospital embassy presidency premier "
    "chancellor secretary chief general guard force bureau commission group"
)
OFFICES: Final = _ORGANS - _words(
    "agency television channel radio media news service company group organization party"
)
"""Offices whose own pages speak for them; of the others many are houses that print what others say."""
_EMPTY: Final = _words(
    "the a an of in for at and office department republic federation kingdom s spokesman "
    "spokeswoman spokesperson spokespeople representative representatives official officials "
    "statement notice own head senior top mr mrs ms dr its his her their"
)
_SPELLING: Final = {
    "defense": "defence", "organisation": "organization", "presidential": "president", "presidency": "president",
    "tv": "television", "mod": "defence ministry",
}  # fmt: skip
_PHRASES: Final = (
    (re.compile(r"\bministry of internal affairs\b|\binternal affairs ministry\b"), "interior ministry"),
)
_SLUG = re.compile(r"^(?:UPDATE|RECAST|CORRECTED|CORRECTION|WITHDRAWAL|REFILE)\s*\d*\s*[-:–]\s*")
_TAIL = re.compile(r"(?<=\w)(?:,\s|\s+(?:that|which|who|whom|whose|on|in|via|by|now|today|also|again)\b)")
"""What follows is no part of a name: a clause about it, or where and how it spoke."""
_POSTPOSED: Final = frozenset({"general"})
_FAR: Final = 90


@dataclass(frozen=True, slots=True)
class Form:
    """A name taken apart: what sort of thing (``head``) and what tells it from others of the sort (``rest``)."""

    head: str
    rest: frozenset[str]

    def inside(self, other: Form) -> bool:
        """True if the other says the same and more."""
        return (
            self != other and self.head == other.head and all(_among(word, other.rest) for word in self.rest)
        )


def _among(word: str, others: Iterable[str]) -> bool:
    """Equal, or one the start of the other ("kazakh", "kazakhstan")."""
    return any(
        word == o or (min(len(word), len(o)) >= 5 and (word.startswith(o) or o.startswith(word)))
        for o in others
    )


@lru_cache(maxsize=1 << 14)
def form(name: str) -> Form:
    """The form of a name: "the health ministry of Kazakhstan" → ministry + {health, kazakhstan}."""
    text = _TAIL.split(_SLUG.sub("", name).lower().replace("’", "'"), maxsplit=1)[0]
    for pattern, words in _PHRASES:
        text = pattern.sub(words, text)
    text = re.sub(r"'s\b|s'(?=\s|$)", "", text)
    front, _, behind = text.partition(" of ")
    fronts, behinds = _tokens(front), _tokens(behind)
    if not fronts or (behinds and _EMPTY.issuperset(_WORD.findall(front))):
        # "a notice of the health ministry" is the ministry.
        fronts, behinds = behinds, []
    while len(fronts) > 1 and fronts[-1] in _POSTPOSED:
        fronts = [fronts[-1], *fronts[:-1]]
    if not fronts:
        return Form(" ".join(_WORD.findall(text)) or text, frozenset())
    return Form(fronts[-1], frozenset(fronts[:-1]) | frozenset(behinds))


def _tokens(text: str) -> list[str]:
    words = [_SPELLING.get(w, w) for w in _WORD.findall(text)]
    kept = [w for w in words if w not in _EMPTY]
    return [_singular(w) for w in (kept or [w for w in words if w not in {"the", "a", "an", "of"}])]


def _singular(word: str) -> str:
    return (
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "ws")) else word
    )


def is_person(who: Who) -> bool:
    """True for a name of a person: said so by its type, or two capitalised words and no office among them."""
    if who.type is not None:
        return who.type == "person" and who.name[:1].isupper()
    words = who.name.split()
    proper = all(w[:1].isupper() for w in words) and len(words) in (2, 3)
    return proper and not ({_singular(w.lower()) for w in words} & _ORGANS) and words[0] != "The"


def office_of(name: str, text: str) -> Form | None:
    """The office that the text names right beside a person's name, or None."""
    last = re.escape(name.split()[-1])
    organ = "|".join(sorted(_ORGANS))
    behind = re.compile(
        rf"\b{last}\b(?P<between>[^.;\n]{{0,{_FAR}}}?)\b(?:of|at|for|from|with)\s+(?P<office>(?:the\s+)?(?:[\w'’-]+\s+){{0,4}}?"
        rf"(?:{organ})s?(?:\s+general(?:['’]s)?)?(?:\s+office)?)\b"
    )
    before = re.compile(
        rf"\b(?P<office>(?:[Pp]rime\s+)?(?:{organ}))\s+(?:[A-Z][\w-]+\s+){{0,2}}?{last}\b", re.I
    )
    if found := before.search(text):
        # "President X": whoever is called just "the president" may be X; another president is another claimant.
        office = form(found["office"])
        return Form(office.head, office.rest | {_singular(name.split()[-1].lower())})
    for found in behind.finditer(text):
        # Another name in between: the office is that one's.
        if not re.search(r"[\"“”]|\bsaid\b.*\bthat\b", found["between"]):
            return form(found["office"])
    return None


def speaks_for(who: Who, text: str) -> Form | None:
    """The office for which a claimant speaks if it is a person: told in the name itself, or beside it in the text."""
    name, _, behind = bare(who.name).partition(" of ")
    if not name or not is_person(replace(who, name=name)):
        return None
    if behind and (office := form(behind)).head in _ORGANS:
        return office
    return office_of(name, text)


@dataclass(frozen=True, slots=True)
class Claimants:
    """Who is who among the claimants of a set of reports; build with `claimants`.

    ``kinds`` and ``given``, the kind of each source and those that a person gave, come with `sorts.with_kinds`.
    """

    heads: dict[Form, Form]
    people: dict[tuple[str, str], Form]
    labels: dict[Form, str] = field(default_factory=dict)
    kinds: dict[Form, str] = field(default_factory=dict)
    given: dict[Form, str] = field(default_factory=dict)

    def key(self, report: str, who: Who) -> str:
        """A key that is the same for every name of the claimant. An unnamed claimant is another in every report."""
        if who.unnamed:
            return f"?{report}"
        found = self.form_of(report, who)
        return f"{found.head}|{' '.join(sorted(found.rest))}"

    def label(self, report: str, who: Who) -> str:
        """The claimant's name as the reports have it most often, without article."""
        if who.unnamed:
            return "unnamed"
        return self.labels.get(self.form_of(report, who), bare(who.name))

    def kind(self, report: str, who: Who) -> str | None:
        """What sort of source the claimant is: ``unnamed``, a kind of `sorts.with_kinds`, or None where not known."""
        return "unnamed" if who.unnamed else self.kinds.get(self.form_of(report, who))

    def sort(self, name: str) -> tuple[str | None, bool]:
        """The kind of the claimant with this name, as `kind` has it, and whether a person decided it."""
        found = sorted(self._forms(name), key=_order)
        given = [f for f in found if f in self.given]
        kind = next((self.kinds[f] for f in given or found if f in self.kinds), None)
        return kind, bool(given)

    def official(self, house: str) -> Who | None:
        """The publisher or agency as a claimant, if it is an office that reports cite: a ministry's own page."""
        found = form(house)
        if decided := self.given.get(self.heads.get(found, found)):
            return None if decided == "media" else Who(NOWHERE, house)
        return Who(NOWHERE, house) if found in self.heads and found.head in OFFICES else None

    def matches(self, label: str, wanted: str) -> bool:
        """True if a user's words for a claimant mean the claimant with this label."""
        if _initials(wanted) == _initials(label):
            return True
        return any(
            one == two or two.inside(one) or one.inside(two)
            for one in self._forms(label)
            for two in self._forms(wanted)
        )

    def _forms(self, name: str) -> set[Form]:
        """What a name can stand for: itself, and the office for which the person of this name speaks."""
        found = {form(name), self.people.get(("", name), form(name))}
        return {self.heads.get(f, f) for f in found}

    def form_of(self, report: str, who: Who) -> Form:
        """The form under which all names of this claimant are put together."""
        name = who.name
        found = self.people.get((report, name)) or self.people.get(("", name)) or form(name)
        return self.heads.get(found, found)


def bare(name: str) -> str:
    """The name without the article before it, a notice's slug, or a clause about it."""
    name = _TAIL.split(_SLUG.sub("", name), maxsplit=1)[0]
    return re.sub(r"^(?:the|an?)\s+(?=\S)", "", name, flags=re.I)


def claimants(coded: Iterable[CodedReport]) -> Claimants:
    """The claimants of these reports, put together where their names or the reports' words say that they are one."""
    reports = sorted(coded, key=lambda c: c.report.id)
    people: dict[tuple[str, str], Form] = {}
    names: dict[Form, Counter[str]] = defaultdict(Counter)
    keys: dict[str, set[Form]] = defaultdict(set)
    houses = {form(h) for c in reports for h in (c.report.agency, c.report.publisher) if h}
    for each in reports:
        cited = tuple(dict.fromkeys(w for c in each.claims for w in c.says if not w.unnamed))
        here = {form(w.name) for w in cited}
        for who in cited:
            found = form(who.name)
            if not found.rest and (fuller := [f for f in here if found.inside(f)]) and len(fuller) == 1:
                # "the ministry" in a report that cites one ministry by its full name.
                people[each.report.id, who.name] = found = fuller[0]
            if form(who.name) not in houses and (office := speaks_for(who, each.report.text)):
                people[each.report.id, who.name] = found = office
            names[found][bare(who.name)] += 1
            if who.key:
                keys[who.key].add(found)
    for (_, name), office in sorted(people.items(), key=lambda item: item[0]):
        if form(name).rest:
            people.setdefault(("", name), office)
            people.setdefault(("", bare(name).partition(" of ")[0]), office)
    heads = _joined(set(names), keys)
    labels: dict[Form, Counter[str]] = defaultdict(Counter)
    for found, counts in names.items():
        labels[heads.get(found, found)].update(counts)
    return Claimants(heads, people, {f: _label(f, c) for f, c in labels.items()})


def _label(head: Form, counts: Counter[str]) -> str:
    """The commonest name that tells who it is: the office for its speaker, the person for "the president"."""

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        own = form(name)
        words = {own.head, *own.rest}
        vague = bool(head.rest) and not (words & head.rest)
        return (vague, own.head not in {head.head, *head.rest}, -counts[name], -len(name), name)

    return min(counts, key=rank)


def _joined(forms: set[Form], keys: dict[str, set[Form]]) -> dict[Form, Form]:
    """Each form → its fullest: a short name joins a fuller one if the fuller ones all lie within each other."""
    heads: dict[Form, Form] = {}
    by_head: dict[str, list[Form]] = defaultdict(list)
    for each in sorted(forms, key=_order):
        by_head[each.head].append(each)
    for short in sorted(forms, key=_order):
        fuller = [f for f in by_head[short.head] if short.inside(f)]
        widest = fuller[-1] if fuller else short
        if all(f == widest or f.inside(widest) for f in fuller):
            heads[short] = widest
    for same in keys.values():
        known = sorted({heads.get(f, f) for f in same}, key=_order)
        if len(known) < 2:
            continue
        heads = {f: known[-1] if h in known else h for f, h in heads.items()}
    return heads


def _initials(name: str) -> str:
    """Initials of a name of three words and more, or the capitals themselves ("CSTO")."""
    words: list[str] = [w for w in _WORD.findall(bare(name)) if w[:1].isupper()]
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 2:
        return words[0]
    return "".join(w[0] for w in words) if len(words) > 2 else name


def _order(found: Form) -> tuple[int, str, tuple[str, ...]]:
    return (len(found.rest), found.head, tuple(sorted(found.rest)))
