"""Lineage: which report took a figure from which, told by the say-so chain and not by shared words."""

from __future__ import annotations

from collections import defaultdict

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.incident import Copy
from sayso.reconcile.figures import value_of
from sayso.reconcile.forms import form
from sayso.reconcile.moments import of_report
from sayso.reconcile.world import World


def lineage(known: World) -> tuple[Copy, ...]:
    """Copies and parts, and for each report the earlier reports of houses that it cites for the same figures (relays).

    A report cites the last one that the house had out with that figure; its own house and its copies are left out. The
    innermost in a chain is the claimant and no relay.
    """
    by_house: dict[tuple[object, ...], list[CodedReport]] = defaultdict(list)
    for each in known.coded:
        for house in {each.report.agency, each.report.publisher} - {None}:
            for key in {_key(house or "", c) for c in each.claims if c.figure}:
                by_house[key].append(each)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in known.coded:
        own = {form(h) for h in (each.report.agency, each.report.publisher) if h}
        for claim in (c for c in each.claims if c.figure):
            for who in claim.says[1:]:
                if who.unnamed or form(who.name) in own:
                    continue
                if origin := _last_before(each, by_house.get(_key(who.name, claim), []), known):
                    figure = claim.figure.span.text if claim.figure else ""
                    found[each.report.id, origin].append(f"cites {who.name} for {figure}")
    relays = [
        Copy(report, origin, "relay", 0.0, "; ".join(dict.fromkeys(why)))
        for (report, origin), why in found.items()
    ]
    return tuple(sorted((*known.copies, *relays), key=lambda c: (c.report, c.origin, c.relation)))


def _key(house: str, claim: Claim) -> tuple[object, ...]:
    figure = claim.figure
    return (form(house), figure.measure, value_of(figure)) if figure else (form(house),)


def _last_before(each: CodedReport, others: list[CodedReport], known: World) -> str | None:
    """The id of the last of these reports that was out before this one and is no version or copy of it."""
    moment = of_report(each.report)
    before = []
    for other in others:
        out = of_report(other.report)
        apart = known.roots[other.report.id] != known.roots[each.report.id]
        if apart and moment is not None and out is not None and out.before(moment):
            before.append((out.end, other.report.id))
    return max(before)[1] if before else None
