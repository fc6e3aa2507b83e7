"""Checks the whole record against itself: every hash, and every span of every claim against the stored text."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.exc import SQLAlchemyError

from sayso.core.claim import Claim
from sayso.core.coded import CodedReport
from sayso.core.errors import SaysoError
from sayso.core.report import Report
from sayso.record import sqlite
from sayso.record.decide import all_decisions
from sayso.record.open import Store
from sayso.record.read import claims_of
from sayso.record.rows import claim_digest, claim_row, digest, report_of, report_row
from sayso.record.schema import claims, decisions, originals, reports

_BAD: Final = (SaysoError, SQLAlchemyError, ValueError, TypeError, KeyError)


@dataclass(frozen=True, slots=True)
class Audit:
    """What was checked, and in one sentence each what is damaged."""

    reports: int
    claims: int
    spans: int
    originals: int
    decisions: int
    damage: tuple[str, ...]


def audit(store: Store) -> Audit:
    """Check hashes of originals, reports, claims and decisions, and each claim's words against its report's text."""
    checks = _Checks()
    with store.reading() as connection:
        if store.path is not None:
            checks.damage += sqlite.damage(connection)
        checks.originals(connection)
        checks.all_reports(connection)
        checks.decisions(connection)
    return Audit(**checks.counted, damage=tuple(checks.damage))


class _Checks:
    def __init__(self) -> None:
        self.counted = dict.fromkeys(("reports", "claims", "spans", "originals", "decisions"), 0)
        self.damage: list[str] = []

    def originals(self, connection: Connection) -> None:
        """Each original unpacks to bytes of its size and hash."""
        for sha256 in (
            connection.execute(select(originals.c.sha256).order_by(originals.c.sha256)).scalars().all()
        ):
            self.counted["originals"] += 1
            row = connection.execute(select(originals).where(originals.c.sha256 == sha256)).mappings().one()
            try:
                data = zlib.decompress(row["packed"])
            except zlib.error:
                self.damage.append(f"The original {sha256} cannot be unpacked.")
                continue
            if hashlib.sha256(data).hexdigest() != sha256 or len(data) != row["size"]:
                self.damage.append(f"The original {sha256} holds other bytes than those of its hash.")

    def all_reports(self, connection: Connection) -> None:
        """Each report agrees with its hash, and its claims with it."""
        for number in connection.execute(select(reports.c.number).order_by(reports.c.number)).scalars().all():
            self.counted["reports"] += 1
            try:
                row = connection.execute(select(reports).where(reports.c.number == number)).mappings().one()
                report = report_of(dict(row.items()))  # type: ignore[arg-type]
                if digest(report_row(report)) != row["sha256"]:
                    self.damage.append(f"Report {report.id} is not as it was stored: its hash differs.")
                self._claims(connection, number, report)
            except _BAD as error:
                self.damage.append(f"Report number {number} cannot be read: {_words(error)}")

    def _claims(self, connection: Connection, number: int, report: Report) -> None:
        query = select(claims).where(claims.c.report == number).order_by(claims.c.number)
        rows = connection.execute(query).mappings().all()
        self.counted["claims"] += len(rows)
        found: Sequence[Claim | None]
        try:
            found = claims_of(connection, rows)
        except _BAD:
            found = [self._alone(connection, row, report) for row in rows]
        for row, claim in zip(rows, found, strict=True):
            if claim is not None:
                self._of_claim(row, claim, report)

    def _alone(self, connection: Connection, row: RowMapping, report: Report) -> Claim | None:
        """The claim, if it can be read: asked for where one of its report's claims cannot."""
        try:
            return claims_of(connection, [row])[0]
        except _BAD as error:
            self.damage.append(f"Claim {row['id']} of report {report.id} cannot be read: {_words(error)}")
            return None

    def _of_claim(self, row: RowMapping, claim: Claim, report: Report) -> None:
        """Each span agrees with the text; the claim with its hash, its days with its time."""
        self.counted["spans"] += sum(1 for _ in claim.spans())
        try:
            CodedReport(report, (claim,))
        except SaysoError as error:
            self.damage.append(str(error))
            return
        expected = claim_row(claim)
        days = [row[c] == expected[c] for c in ("when_first", "when_last")]
        if claim_digest(claim, expected) != row["sha256"] or not all(days):
            self.damage.append(
                f"Claim {claim.id} of report {report.id} is not as it was stored: its hash differs."
            )

    def decisions(self, connection: Connection) -> None:
        """Each decision agrees with its id, which is a hash."""
        ids = connection.execute(select(decisions.c.id).order_by(decisions.c.number)).scalars().all()
        try:
            found = all_decisions(connection)
        except _BAD as error:
            self.damage.append(f"The decisions cannot be read: {_words(error)}")
            return
        self.counted["decisions"] = len(found)
        for stored, decision in zip(ids, found, strict=True):
            if decision.id != stored:
                self.damage.append(f"Decision {stored} is not as it was taken: its hash differs.")


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, SaysoError) else f"{type(error).__name__}, {error}."
