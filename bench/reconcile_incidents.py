"""Incidents on the example crisis: the happenings that its sidecar lists, against those that reconciling makes.

A mention is a listed claim. For the reader its own claim of that report stands for it which overlaps it most and is of
a kind that the listed claims of the happening have; a mention that the reader missed stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bench.reconcile_ecb import Groups, f1_of
from bench.reconcile_example import perfect, sidecar
from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.reconcile.incidents import incidents_in
from sayso.reconcile.world import World

Mention = tuple[str, str]
"""File and quote, with single spaces."""


def rows(known: World, coded: Mapping[str, CodedReport]) -> list[tuple[str, float, int]]:
    """Measure, F1 in percent and number of mentions."""
    gold, stands = mentions(known, coded)
    home = {claim: number for number, i in enumerate(incidents_in(known)) for claim in i.claims}
    groups: dict[object, set[str]] = {}
    for mention in (m for group in gold for m in group):
        claim = stands.get(mention)
        key = home.get(claim.id, mention) if claim is not None else mention
        groups.setdefault(key, set()).add(_name(mention))
    wanted: Groups = [{_name(m) for m in group} for group in gold]
    found = f1_of(wanted, list(groups.values()))
    return [(measure, found[measure], sum(map(len, wanted))) for measure in ("CoNLL", "B3")]


def mentions(
    known: World, coded: Mapping[str, CodedReport]
) -> tuple[list[list[Mention]], dict[Mention, Claim]]:
    """The listed happenings, without mentions in reports that a newer version replaced, and the claim that stands for
    each mention."""
    listed = {(file, _plain(c.quote.text)): c for file, each in perfect().items() for c in each.claims}
    gold: list[list[Mention]] = []
    stands: dict[Mention, Claim] = {}
    for happening in sidecar()["incidents"]:
        group = [(file, _plain(quote)) for file, quote in happening["claims"]]
        group = [m for m in group if coded[m[0]].report.id in known.reports]
        kinds = {listed[m].kind for m in group}
        for mention in group:
            claim = _standing(listed[mention], kinds, coded[mention[0]])
            if claim is not None:
                stands[mention] = claim
        gold.append(group)
    return [group for group in gold if group], stands


def _standing(listed: Claim, kinds: set[str], coded: CodedReport) -> Claim | None:
    words = set(_plain(listed.quote.text).lower().split())

    def shared(claim: Claim) -> float:
        theirs = set(_plain(claim.quote.text).lower().split())
        return len(words & theirs) / len(words | theirs)

    fits = [c for c in coded.claims if c.kind in kinds and shared(c) >= 0.3]
    return max(fits, key=lambda c: (shared(c), c.id), default=None)


def _name(mention: Mention) -> str:
    return "\t".join(mention)


def _plain(words: Any) -> str:
    return re.sub(r"\s+", " ", words).strip()
