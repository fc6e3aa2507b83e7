"""The same reports read by another reader: what it finds and no longer finds; persons' decisions stay."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select, update

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.record.decide import upheld
from sayso.record.moments import stamp
from sayso.record.open import Store
from sayso.record.read import Held, claims_of
from sayso.record.rows import claim_digest
from sayso.record.schema import claims
from sayso.record.write import add_claims, add_reading


@dataclass(frozen=True, slots=True)
class Changes:
    """What another reading of one report changes.

    ``gained`` and ``lost`` are claims that only one of the two readings has; ``changed`` are pairs (before, after) of
    claims with the same id, that is the same words, kind, number and claimants, but another slot or score; ``kept``
    are claims that the new reading lacks and that stay, because a person confirmed or corrected them.
    """

    held: Held
    gained: tuple[Claim, ...]
    lost: tuple[Claim, ...]
    changed: tuple[tuple[Claim, Claim], ...]
    kept: tuple[Claim, ...]
    same: int

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.changed)


def reread(store: Store, held: Held, coded: CodedReport, model: str, *, write: bool = True) -> Changes:
    """Compare a new reading of a stored report with its claims, and unless ``write`` is false put it in their place.

    Claims of before are not deleted: they are marked as retired, and ``as_known`` still finds them.
    """
    with store.writing() if write else store.reading() as connection:
        query = select(claims).where(claims.c.report == held.number, claims.c.retired.is_(None))
        rows = connection.execute(query.order_by(claims.c.position, claims.c.number)).mappings().all()
        before: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
        for row, claim in zip(rows, claims_of(connection, rows), strict=True):
            before[claim.id].append((row["number"], claim))
        gone: list[int] = []
        fresh: list[tuple[int, Claim]] = []
        changed: list[tuple[Claim, Claim]] = []
        gained: list[Claim] = []
        same: list[tuple[int, int]] = []
        for position, claim in enumerate(coded.claims):
            if not before[claim.id]:
                gained.append(claim)
                fresh.append((position, claim))
                continue
            number, old = before[claim.id].pop(0)
            if claim_digest(old) == claim_digest(claim):
                same.append((number, position))
                continue
            changed.append((old, claim))
            gone.append(number)
            fresh.append((position, claim))
        decided = upheld(connection)
        left = [pair for pairs in before.values() for pair in pairs]
        lost = [(number, claim) for number, claim in left if claim.id not in decided]
        gone += [number for number, _ in lost]
        if write:
            reading = add_reading(connection, held.number, coded, model, stamp(store.clock()))
            add_claims(connection, held.number, reading, fresh)
            for number, position in same:
                moved = claims.c.number == number, claims.c.position != position
                connection.execute(update(claims).where(*moved).values(position=position))
            if gone:
                retire = update(claims).where(claims.c.number.in_(gone)).values(retired=reading)
                connection.execute(retire)
    kept = tuple(claim for _, claim in left if claim.id in decided)
    return Changes(held, tuple(gained), tuple(c for _, c in lost), tuple(changed), kept, len(same))
