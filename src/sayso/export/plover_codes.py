"""PLOVER's codes of a claim: event, mode and contexts, refined by the claim's own words (manual 0.7b1, 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.core.claim import Claim
from sayso.core.kinds import kinds
from sayso.core.report import Report
from sayso.core.when import day_range

QUADS: Final = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Quad classes as in POLECAT: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
SCALE: Final = {
    "ASSAULT": -9.3, "COERCE": -7.2, "PROTEST": -6.6, "MOBILIZE": -5.3, "SANCTION": -5.2, "THREATEN": -5.1,
    "REQUEST": -5.0, "REJECT": -4.2, "ACCUSE": -2.0, "CONSULT": 2.1, "AGREE": 4.2, "SUPPORT": 4.6, "CONCEDE": 5.0,
    "COOPERATE": 6.8, "AID": 7.4, "RETREAT": 7.6,
}  # fmt: skip
"""The manual's scores of conflict (negative) and cooperation, one an event; REQUEST is the manual's DEMAND."""
_HARM: Final = (
    ("suicide-attack", r"suicide (?:bomb|attack|vest)"),
    ("assassinate", r"assassinat"),
    ("execute", r"execut(?:ed|ion)"),
    ("sexual", r"\brap(?:e|ed|ing)\b|sexual"),
    ("torture", r"tortur"),
    (
        "heavy-weapons",
        r"shell(?:ed|ing|s)?\b|artiller|missile|rocket|mortar|air.?strike|air raid|drone|tank fire",
    ),
    ("explosives", r"bomb|explo|blast|grenade|landmine|\bied\b"),
    ("firearms", r"\bsho[ot]|gun|opened fire|sniper|rifle|bullet"),
    ("primitive", r"stab|knife|knives|machete|hack(?:ed|ing)|stone|burn(?:ed|t) to death|axe"),
    ("beat", r"\bbeat|assaulted|clubbed|batons?\b"),
)
_MODES: Final = {
    "ASSAULT": _HARM,
    "COERCE": (
        ("curfew", r"curfew"),
        ("martial-law", r"state of emergency|martial law|emergency rule"),
        ("censor", r"censor|internet|website|broadcast|newspaper|social media|messenger"),
        ("ban", r"\bban(?:s|ned|ning)?\b|outlaw"),
    ),
    "PROTEST": (
        ("strike-hun", r"hunger strike"),
        ("strike-gen", r"general strike"),
        ("strike-lim", r"\bstrike|walk(?:ed)? out|walkout"),
        ("boycott", r"boycott"),
        ("obstruct", r"block(?:ed|ing|ade)|sit-in|barricad"),
    ),
    "CONSULT": (("phone", r"phone|by video|call(?:ed)? with"), ("visit", r"visit|travel|trip|arriv")),
    "MOBILIZE": (("police", r"police|riot squad"), ("weapons", r"missile|nuclear|warplane|warship")),
    "RETREAT": (("ceasefire", r"ceasefire|truce"), ("disarm", r"disarm|lay down|laid down|surrender")),
    "AID": (
        ("military", r"weapon|arms\b|military|ammunition|tanks?\b"),
        ("asylum", r"asylum"),
        ("economic", r"loan|grant|credit|\$|€|£|million|billion|budget"),
        ("humanitarian", r"humanitarian|food|medic|relief|rescue|shelter|tents?\b"),
    ),
}
_RESTRICT: Final = frozenset({"restrict", "outage"})
_CONTEXT: Final = {
    "clash": "military", "deploy": "military", "withdraw": "military", "charge": "legal", "rescue": "humanitarian",
}  # fmt: skip
_STANCE: Final = {"denied": "negation", "hedged": "hypothetical", "intended": "future"}
_PAST: Final = 90  # days before publication from which on an event is told as history


def code(claim: Claim) -> tuple[str, str | None]:
    """Event and mode; ``("NONE", None)`` for what PLOVER has no event for."""
    words = f"{claim.trigger.text} {claim.quote.text}".lower()
    event, mode = kinds()[claim.kind].plover
    if claim.kind == "office" and re.search(r"resign|step(?:s|ped)? down|quit", words):
        return "RETREAT", "resign"
    if claim.kind == "release" and re.search(r"amnest|pardon", words):
        return "CONCEDE", None
    if claim.kind == "destroy":
        return "ASSAULT", "destroy"
    if claim.kind == "outage":
        return event, "withhold"
    if claim.kind == "attack":
        mode = None  # firearms only where the words tell
    if event == "COERCE" and claim.kind not in _RESTRICT:
        return event, mode
    if claim.kind == "riot":
        return event, mode
    return event, next((m for m, pattern in _MODES.get(event, ()) if re.search(pattern, words)), mode)


def contexts(claim: Claim, report: Report) -> list[str]:
    """What the claim's kind tells of why, and whether it is denied (negation), only possible (hypothetical), planned
    (future) or history."""
    return list(_contexts(claim, report))


def _contexts(claim: Claim, report: Report) -> Iterator[str]:
    if claim.kind in _CONTEXT:
        yield _CONTEXT[claim.kind]
    if claim.stance in _STANCE:
        yield _STANCE[claim.stance]
    if claim.when and report.published:
        last, out = day_range(claim.when.value)[1], day_range(report.published)[0]
        if (out - last).days > _PAST:
            yield "historical"
