"""What a number measures: killed, arrested, crowd … from the kind of claim, its trigger and the counted noun."""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_nouns import counted, head, things

_BY_KIND: Final = {
    "kill": "killed", "injure": "injured", "missing": "missing", "arrest": "arrested", "release": "released",
    "abduct": "abducted", "flee": "displaced", "expel": "displaced", "rescue": "rescued", "deploy": "deployed",
    "withdraw": "deployed", "aid": "deployed", "protest": "crowd", "riot": "crowd", "support": "crowd", "meet": "crowd",
    "demand": "crowd", "reject": "crowd", "accuse": "crowd", "destroy": "destroyed", "charge": "sentenced",
}  # fmt: skip
"""The measure that goes with a kind whatever is counted; kinds with two sides are told apart by their nouns below."""

_TWO_SIDED: Final = frozenset(("attack", "bomb", "abuse", "clash", "seize", "riot", "threaten"))
_ACTORS: Final = frozenset(("REB", "CRM", "OPP", "MIL", "COP"))
_ATTACKERS: Final = frozenset(
    (
        "bomber",
        "gunman",
        "attacker",
        "assailant",
        "shooter",
        "hijacker",
        "robber",
        "raider",
        "sniper",
        "suspect",
    )
)
_CHARGED_ONLY: Final = ("charg", "indict", "accus", "arraign", "question")


def measure_for(kind: str, trigger: str, noun: str | None, text: str) -> str | None:
    """The measure (one of ``core.figure.MEASURES``) of a number in a claim; None if it measures nothing that is kept.

    ``noun`` is the counted noun phrase, ``text`` the stating clause with the trigger in it; side and order in it
    decide for attacks and bombings: who strikes is counted as ``attackers``, who is struck as ``injured``.
    """
    if kind == "charge" and trigger.lower().startswith(_CHARGED_ONLY) and "custody" in text.lower():
        return "arrested"
    if kind not in _TWO_SIDED:
        return _BY_KIND.get(kind)
    who = counted(noun)
    if noun is None or who is None:
        return "crowd" if kind == "riot" else "attackers" if kind in ("attack", "bomb", "abuse") else None
    if who in things():
        return _of_things(who, noun, trigger, text)
    if head(noun) in _ATTACKERS:
        return "attackers"
    if kind == "riot":
        return "attackers" if who in ("REB", "CRM") else "crowd"
    if kind in ("clash", "seize", "threaten"):
        return "attackers" if who in _ACTORS else None
    return "attackers" if _strikes(noun, trigger, text) else "injured"


def _of_things(what: str, noun: str, trigger: str, text: str) -> str | None:
    """Ships and planes that strike are deployed; houses that are struck are destroyed."""
    if what in ("craft", "vehicle", "weapon") and _strikes(noun, trigger, text):
        return "deployed"
    return None if what in ("event", "body", "weapon") else "destroyed"


def _strikes(noun: str, trigger: str, text: str) -> bool:
    """True if the counted stand before the trigger, or after it behind "by"."""
    at, of = text.find(trigger), text.find(noun)
    if at < 0 or of < 0:
        return True
    lead = text[:of].rstrip().lower().rsplit(" ", 6)
    return of < at or "by" in lead[1:]
