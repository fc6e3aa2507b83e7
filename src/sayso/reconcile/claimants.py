"""Claimants: one office or person under the different names that reports give it.

"the Ministry of Internal Affairs of the Republic of Kazakhstan", "Kazakhstan's interior ministry" and, in reports set
there, "the interior ministry" are one claimant; a person speaks for the office that the report names beside the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from sayso.core.coded import CodedReport
from sayso.core.span import NOWHERE
from sayso.core.who import Who
from sayso.reconcile.forms import OFFICES, ORGANS, WORD, Form, bare, form, order, singular
from sayso.reconcile.joins import Heads, joined, setting

_FAR: Final = 90


def is_person(who: Who) -> bool:
    """True for a name of a person: said so by its type, or two capitalised words and no office among them."""
    if who.type is not None:
        return who.type == "person" and who.name[:1].isupper()
    words = who.name.split()
    proper = all(w[:1].isupper() for w in words) and len(words) in (2, 3)
    return proper and not ({singular(w.lower()) for w in words} & ORGANS) and words[0] != "The"


def office_of(name: str, text: str) -> Form | None:
    """The office that the text names right beside a person's name, or None."""
    last = re.escape(name.split()[-1])
    organ = "|".join(sorted(ORGANS))
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
        return Form(office.head, office.rest | {singular(name.split()[-1].lower())})
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
    if behind and (office := form(behind)).head in ORGANS:
        return office
    return office_of(name, text)


@dataclass(frozen=True, slots=True)
class Claimants:
    """Who is who among the claimants of a set of reports; build with `claimants`.

    ``settings``: report id → the country in which it is set; ``anywhere``: form → all that it stands for in any.
    ``kinds`` and ``given``, the kind of each source and those that a person gave, come with `sorts.with_kinds`.
    """

    heads: Heads
    people: dict[tuple[str, str], Form]
    settings: dict[str, str] = field(default_factory=dict)
    anywhere: dict[Form, frozenset[Form]] = field(default_factory=dict)
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
        found = sorted(self._forms(name), key=order)
        given = [f for f in found if f in self.given]
        kind = next((self.kinds[f] for f in given or found if f in self.kinds), None)
        return kind, bool(given)

    def official(self, house: str) -> Who | None:
        """The publisher or agency as a claimant, if it is an office that reports cite: a ministry's own page."""
        found = form(house)
        if given := [self.given[f] for f in sorted(self.stands_for(found), key=order) if f in self.given]:
            return None if given[0] == "media" else Who(NOWHERE, house)
        return Who(NOWHERE, house) if found in self.anywhere and found.head in OFFICES else None

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
        return {full for f in found for full in self.stands_for(f)}

    def stands_for(self, found: Form) -> frozenset[Form]:
        """The forms under which claimants of this form are put together, in whatever country."""
        return self.anywhere.get(found, frozenset({found}))

    def form_of(self, report: str, who: Who) -> Form:
        """The form under which all names of this claimant are put together."""
        name = who.name
        found = self.people.get((report, name)) or self.people.get(("", name)) or form(name)
        return self.heads.get((self.settings.get(report, ""), found), found)


def claimants(coded: Iterable[CodedReport]) -> Claimants:
    """The claimants of these reports, put together where their names or the reports' words say that they are one."""
    reports = sorted(coded, key=lambda c: c.report.id)
    people: dict[tuple[str, str], Form] = {}
    names: dict[tuple[str, Form], Counter[str]] = defaultdict(Counter)
    settings = {each.report.id: setting(each) for each in reports}
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
            names[settings[each.report.id], found][bare(who.name)] += 1
            if who.key:
                keys[who.key].add(found)
    for (_, name), office in sorted(people.items(), key=lambda item: item[0]):
        if form(name).rest:
            people.setdefault(("", name), office)
            people.setdefault(("", bare(name).partition(" of ")[0]), office)
    told: dict[str, set[Form]] = defaultdict(set)
    for country, found in names:
        told[country].add(found)
    heads = joined(told, keys)
    labels: dict[Form, Counter[str]] = defaultdict(Counter)
    anywhere: dict[Form, set[Form]] = defaultdict(set)
    for at, counts in names.items():
        labels[heads[at]].update(counts)
        anywhere[at[1]].add(heads[at])
    stands = {f: frozenset(full) for f, full in anywhere.items()}
    return Claimants(heads, people, settings, stands, {f: _label(f, c) for f, c in labels.items()})


def _label(head: Form, counts: Counter[str]) -> str:
    """The commonest name that tells who it is: the office for its speaker, the person for "the president"."""

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        own = form(name)
        words = {own.head, *own.rest}
        vague = bool(head.rest) and not (words & head.rest)
        return (vague, own.head not in {head.head, *head.rest}, -counts[name], -len(name), name)

    return min(counts, key=rank)


def _initials(name: str) -> str:
    """Initials of a name of three words and more, or the capitals themselves ("CSTO")."""
    words: list[str] = [w for w in WORD.findall(bare(name)) if w[:1].isupper()]
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 2:
        return words[0]
    return "".join(w[0] for w in words) if len(words) > 2 else name
