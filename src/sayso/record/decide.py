"""Decisions of persons: appended to the record, read back in the order in which they were taken."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from sayso.core.decided import apply
from sayso.core.decision import Decision, standing
from sayso.core.errors import FormatError, RecordError
from sayso.record.moments import until
from sayso.record.open import Store
from sayso.record.read import claims_of
from sayso.record.rows import to_json
from sayso.record.schema import claims, decisions, reports

_OF_CLAIMS = frozenset({"confirm", "correct", "reject", "merge", "split"})
_OF_REPORTS = frozenset({"copy", "not_copy"})
_SHOWN = {
    "claim": "'sayso claims --verbose'",
    "report": "'sayso claims --json'",
    "decision": "'sayso decide RECORD'",
}


def decide(store: Store, decision: Decision) -> str:
    """Append a decision; gives back its id.

    Raises RecordError where the record holds nothing that it is about, FormatError for a correction that does not fit.
    """
    return decide_all(store, [decision])[0]


def decide_all(store: Store, taken: Iterable[Decision]) -> list[str]:
    """Append decisions in one transaction; gives back their ids. Where one is refused, as by `decide`, none is kept."""
    with store.writing() as connection:
        return [_append(connection, decision) for decision in taken]


def _append(connection: Connection, decision: Decision) -> str:
    if decision.verb in _OF_CLAIMS | _OF_REPORTS | {"undo"}:
        _require(connection, decision)
    if decision.verb == "source_kind" and not (decision.value or "").strip():
        raise FormatError("A decision on a source's kind needs the kind, like official, media or monitor.")
    if decision.verb == "correct":
        _try(connection, decision)
    row = {
        "id": decision.id, "verb": decision.verb, "about": to_json(list(decision.about)), "by": decision.by,
        "slot": decision.slot, "value": decision.value, "at": decision.at, "why": decision.why,
    }  # fmt: skip
    connection.execute(insert(decisions), row)
    return decision.id


def taken(store: Store, as_known: str | None = None) -> list[Decision]:
    """All decisions, those undone and the undoing among them, in the order in which they were taken; or those by then.

    ``sayso.core.decision.standing`` tells which of them hold.
    """
    with store.reading() as connection:
        found = all_decisions(connection)
    return [d for d in found if until(d.at) <= until(as_known)] if as_known else found


def all_decisions(connection: Connection) -> list[Decision]:
    """All decisions within a transaction."""
    rows = connection.execute(select(decisions).order_by(decisions.c.number)).mappings()
    return [
        Decision(r["verb"], tuple(json.loads(r["about"])), r["by"], r["at"], r["why"], r["slot"], r["value"])
        for r in rows
    ]


def upheld(connection: Connection) -> set[str]:
    """Ids of the claims that a person confirmed or corrected: they stay, whatever a later reading finds."""
    holding = standing(all_decisions(connection))
    return {claim for d in holding if d.verb in {"confirm", "correct"} for claim in d.about}


def _require(connection: Connection, decision: Decision) -> None:
    table = decisions if decision.verb == "undo" else claims if decision.verb in _OF_CLAIMS else reports
    there = set(connection.execute(select(table.c.id).where(table.c.id.in_(decision.about))).scalars())
    if missing := [i for i in decision.about if i not in there]:
        what = table.name.removesuffix("s")
        raise RecordError(f"The record holds no {what} {missing[0]}; its id is shown by {_SHOWN[what]}.")


def _try(connection: Connection, decision: Decision) -> None:
    """A correction that could not be made later is refused now."""
    held = select(claims).where(claims.c.id.in_(decision.about), claims.c.retired.is_(None))
    for claim in claims_of(connection, connection.execute(held).mappings().all()):
        apply(claim, [decision])
