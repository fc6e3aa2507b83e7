"""The kinds of claim, read from ``kinds.toml``: definition, group, and codes in PLOVER, CAMEO and ACLED."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. ``plover`` is (event, mode or None), ``cameo`` the root code, ``acled`` (event type, sub-event
    type) or None.

    PLOVER: Halterman et al. 2023, PLOVER and POLECAT. CAMEO: Schrodt 2012. ACLED: codebook 2024.
    """

    name: str
    group: str
    definition: str
    plover: tuple[str, str | None]
    cameo: str
    acled: tuple[str, str] | None


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, in the order of the guide (further left in its table comes first)."""
    table = tomllib.loads(files("sayso.core").joinpath("kinds.toml").read_text("utf-8"))
    return {name: _kind(name, row) for name, row in table.items()}


def _kind(name: str, row: dict[str, str]) -> Kind:
    acled = (row["acled_type"], row["acled_sub"]) if "acled_type" in row else None
    return Kind(name, row["group"], row["definition"], (row["plover"], row.get("mode")), row["cameo"], acled)


KINDS: Final = (
    "kill", "injure", "attack", "clash", "bomb", "abduct", "abuse", "destroy", "missing",
    "arrest", "release", "charge", "restrict", "seize", "deploy", "withdraw", "expel", "office",
    "protest", "riot", "flee", "rescue",
    "accuse", "demand", "threaten", "reject", "support", "meet", "agree", "aid",
    "outage", "market", "hazard",
)  # fmt: skip
