"""How a watch goes about it: how often, how far back, and what it takes the time and chance from."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sayso.core.errors import UsageError
from sayso.intake.fetch import Limits

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400}
POLITE: Final = Limits(connect_s=10, read_s=20, whole_s=45, pause_s=2.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """``every_s``: seconds between two looks at a source; ``back_days``: of a sitemap seen first, pages of so many
    days; ``feed_text``: take what the feed itself says, and fetch a page only where it says nothing.

    ``again_s``: an article is looked at again after so many seconds each; ``tries``: so often a page is tried.
    ``clock`` gives seconds since 1970, ``chance`` a number from 0 to 1.
    """

    every_s: float = 600.0
    back_days: float = 3.0
    feed_text: bool = False
    private: bool = False
    again_s: tuple[float, ...] = (3600.0, 6 * 3600.0, 24 * 3600.0, 72 * 3600.0)
    tries: int = 6
    limits: Limits = field(default_factory=lambda: POLITE)
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


def seconds(words: str) -> float:
    """``90s``, ``10m``, ``2h`` or ``1d`` in seconds; at least one. Raises UsageError."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*", words)
    value = float(found[1]) * _UNITS[found[2]] if found else 0.0
    if value < 1:
        raise UsageError(f"{words!r} is no span of time; write it like 90s, 10m, 2h or 1d.")
    return value
