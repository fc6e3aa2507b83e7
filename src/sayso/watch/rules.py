"""Rules: what is to be told, as pure functions of a picture of the record, each with the question that it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sayso.brief import news, telling
from sayso.brief.asked import Asked
from sayso.brief.picture import Picture
from sayso.core.toll import TollEntry
from sayso.record.search import Filters
from sayso.watch.alert import Alert, alert


@dataclass(frozen=True, slots=True)
class Rule:
    """``name``: as alerts carry it; ``when``: one of `WHENS`; ``asked``: about what; ``by``: the least that a figure
    rises; ``above``: only figures greater than this; ``search``: for claims, further filters that the record itself
    answers; ``to``: names of sinks, all if empty."""

    name: str
    when: str
    asked: Asked = field(default_factory=Asked)
    by: int = 1
    above: int | None = None
    search: Filters | None = None
    to: tuple[str, ...] = ()


Found = frozenset[str]
"""The ids of the claims that a rule's search finds in the record."""


def alerts(rules: Iterable[Rule], seen: Picture, found: Mapping[str, Found] | None = None) -> list[Alert]:
    """What the rules have to tell of the picture's new reports, rule by rule in a fixed order. Pure.

    ``found``: rule name → what its search finds.
    """
    hits = found or {}
    return [each for rule in rules for each in WHENS[rule.when](rule, seen, hits.get(rule.name))]


def untold(found: Iterable[Alert], told: Mapping[str, frozenset[str]]) -> list[Alert]:
    """The alerts of whose marks none was told by its rule. ``told``: rule name → marks."""
    marks = {rule: set(those) for rule, those in told.items()}
    out = []
    for each in found:
        known = marks.setdefault(each.rule, set())
        if not each.marks & known:
            out.append(each)
        known |= each.marks
    return out


def _rises(rule: Rule, seen: Picture, _: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.figure(seen, new), new.marks, _value(new.entry))
        for new in news.figures(seen, rule.asked)
        if new.rises
        and _for_place(rule, seen, new)
        and _size(new.entry) - (_size(new.top) if new.top else 0) >= rule.by
        and _above(rule, new.entry)
    ]


def _figures(rule: Rule, seen: Picture, _: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.figure(seen, new), new.marks, _value(new.entry))
        for new in news.figures(seen, rule.asked)
        if _for_place(rule, seen, new) and _above(rule, new.entry)
    ]


def _for_place(rule: Rule, seen: Picture, new: news.NewFigure) -> bool:
    """True if the figure itself is for the rule's place: one for the whole country is not one for a town because a
    report tells it of there."""
    if rule.asked.place is None:
        return True
    wanted = rule.asked.place.split(",")[0].strip().casefold()
    names = f"{new.entry.place or ''},{new.toll.place}".casefold().split(",")
    place = seen.claims[new.showing.claim][0].place
    return wanted in {n.strip() for n in names} or (
        place is not None and wanted in {(place.country or "").casefold(), (place.admin1 or "").casefold()}
    )


def _above(rule: Rule, entry: TollEntry) -> bool:
    return rule.above is None or _size(entry) > rule.above


def _withdrawn(rule: Rule, seen: Picture, _: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.withdrawal(seen, gone), gone.marks, _value(gone.entry))
        for gone in news.withdrawn(seen, rule.asked)
    ]


def _disputes(rule: Rule, seen: Picture, _: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.dispute(seen, new), new.marks)
        for new in news.disputes(seen, rule.asked)
    ]


def _denials(rule: Rule, seen: Picture, found: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.claim(seen, new), new.marks)
        for new in news.claims(seen, rule.asked, found)
        if new.claim.stance == "denied"
    ]


def _claims(rule: Rule, seen: Picture, found: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.claim(seen, new), new.marks)
        for new in news.claims(seen, rule.asked, found)
    ]


def _incidents(rule: Rule, seen: Picture, _: Found | None) -> list[Alert]:
    return [
        alert(rule.name, rule.when, telling.incident(seen, new), new.marks)
        for new in news.incidents(seen, rule.asked)
    ]


def _value(entry: TollEntry) -> tuple[int | None, int | None]:
    return entry.low, entry.high


def _size(entry: TollEntry) -> int:
    return entry.low if entry.low is not None else entry.high or 0


WHENS: Final[Mapping[str, Callable[[Rule, Picture, Found | None], list[Alert]]]] = {
    "rises": _rises,
    "figure": _figures,
    "withdrawn": _withdrawn,
    "dispute": _disputes,
    "denial": _denials,
    "incident": _incidents,
    "claim": _claims,
}
"""What a rule may wait for. rises: a figure higher than all that stood; figure: any new figure; withdrawn: one taken
back; dispute: figures that cannot all hold; denial: somebody says that something did not happen; incident: a happening
not told before; claim: any claim that a search finds."""
