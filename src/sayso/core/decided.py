"""Claims as persons left them: rejected ones gone, corrected slots in place, confirmed ones sure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, Final

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.decision import Decision, about_claims
from sayso.core.errors import FormatError
from sayso.core.figure import Figure
from sayso.core.span import NOWHERE
from sayso.core.when import When, precision_of
from sayso.core.where import Where
from sayso.core.who import Who

SLOTS: Final = ("kind", "stance", "actor", "target", "place", "when", "figure", "says")
_BY_PERSON: Final = "decision"
_FIXED: Final = frozenset({"span", "of_span", "basis"})


def decided(reports: Iterable[CodedReport], decisions: Iterable[Decision]) -> list[CodedReport]:
    """The reports with what the standing decisions make of their claims; a later decision on a claim wins.

    A rejected claim is left out, unless it was confirmed or corrected later. Ids and spans stay: what a person gives
    instead of a reader keeps the words that the reader saw, and its ``basis`` is ``decision``.
    """
    by_claim = about_claims(decisions)
    if not by_claim:
        return list(reports)
    return [replace(r, claims=_decided_claims(r.claims, by_claim)) for r in reports]


def _decided_claims(claims: Iterable[Claim], by_claim: dict[str, list[Decision]]) -> tuple[Claim, ...]:
    found = (apply(claim, by_claim.get(claim.id, ())) for claim in claims)
    return tuple(claim for claim in found if claim is not None)


def apply(claim: Claim, decisions: Iterable[Decision]) -> Claim | None:
    """What these decisions, in their order, make of one claim; None where it stays rejected.

    Raises FormatError for a correction that does not fit its slot.
    """
    rejected = False
    for decision in decisions:
        rejected = decision.verb == "reject"
        if decision.verb == "correct":
            claim = correct(claim, decision.slot or "", decision.value)
        if decision.verb in {"confirm", "correct"}:
            claim = replace(claim, score=1.0)
    return None if rejected else claim


def correct(claim: Claim, slot: str, value: str | None) -> Claim:
    """The claim with one slot changed. ``value`` is words, or a JSON object of the slot's fields; None empties it.

    In words: a kind, a stance, a name, a place, an ISO time, a number; for ``says`` a name or a JSON list of names,
    innermost first. Raises FormatError where it does not fit.
    """
    if slot not in SLOTS:
        raise FormatError(f"A claim has no slot {slot!r} to correct; it has {', '.join(SLOTS)}.")
    changed: Any = _says(claim, value) if slot == "says" else _slot(claim, slot, value)
    return replace(claim, **{slot: changed})


def _slot(claim: Claim, slot: str, value: str | None) -> Any:
    if slot in {"kind", "stance"}:
        if value is None:
            raise FormatError(f"The {slot} of a claim cannot be empty.")
        return value  # Claim itself knows which there are
    if value is None:
        return None
    before = getattr(claim, slot)
    given = _object(value)
    if slot == "figure":
        return _figure(before, given, value)
    span = before.span if before is not None else NOWHERE
    if slot == "when":
        day = value if given is None else str(_known(given, When).get("value", ""))
        return When(span, day, precision_of(day), _BY_PERSON)
    if slot == "place":
        known = {"name": value} if given is None else _known(given, Where)
        return _made(Where, {"span": span, "basis": _BY_PERSON, **known})
    return _made(Who, {"span": span, **({"name": value} if given is None else _known(given, Who))})


def _figure(before: Figure | None, given: dict[str, Any] | None, value: str) -> Figure:
    if before is None:
        raise FormatError("A figure needs words of the report, and the reader saw none to correct.")
    if given is None:
        number = value.replace(",", "").strip()
        if not number.isdecimal():
            raise FormatError(
                f'{value!r} is no number; give one, or a JSON object like {{"low": 20, "high": 30}}.'
            )
        given = {"low": int(number), "high": int(number), "form": "exact"}
    return replace(before, **_known(given, Figure))


def _says(claim: Claim, value: str | None) -> tuple[Who, ...]:
    if value is None:
        return ()
    try:
        names = json.loads(value) if value.lstrip().startswith("[") else [value]
    except ValueError:
        raise FormatError(f"{value[:40]!r} is no JSON list of names.") from None
    if not all(isinstance(name, str) and name.strip() for name in names):
        raise FormatError("A say-so chain is a list of names, innermost first.")
    spans = [who.span for who in claim.says] + [NOWHERE] * len(names)
    known = {who.name: who for who in claim.says}
    return tuple(known.get(name) or Who(span, name) for name, span in zip(names, spans, strict=False))


def _object(value: str) -> dict[str, Any] | None:
    """The fields of a JSON object, or None where the value is words."""
    if not value.lstrip().startswith("{"):
        return None
    try:
        given = json.loads(value)
    except ValueError:
        raise FormatError(f"{value[:40]!r} begins like a JSON object and is none.") from None
    return given if isinstance(given, dict) else None


def _known(given: dict[str, Any], kind: type) -> dict[str, Any]:
    names = {f.name for f in fields(kind)} - _FIXED
    if unknown := set(given) - names:
        raise FormatError(
            f"There is no field {min(unknown)!r} to correct; known: {', '.join(sorted(names))}."
        )
    for name, item in given.items():
        if not _fits(name, item):
            raise FormatError(f"{item!r} is no value for the field {name!r}.")
    return {name: tuple(item) if isinstance(item, list) else item for name, item in given.items()}


def _fits(name: str, item: object) -> bool:
    if name in {"lat", "lon", "score"}:
        return item is None or (isinstance(item, int | float) and not isinstance(item, bool))
    if name in {"low", "high", "geonameid"}:
        return item is None or (isinstance(item, int) and not isinstance(item, bool))
    if name == "additive":
        return isinstance(item, bool)
    if name == "candidates":
        return isinstance(item, list) and all(isinstance(i, str) for i in item)
    if name in {"name", "measure", "scope", "form", "precision"}:
        return isinstance(item, str) and bool(item.strip())
    return item is None or isinstance(item, str)


def _made(kind: type, values: dict[str, Any]) -> Any:
    try:
        return kind(**values)
    except TypeError:
        raise FormatError(
            'A correction of this slot needs a name, like {"name": "Almaty, Kazakhstan"}.'
        ) from None
