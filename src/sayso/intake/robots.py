"""robots.txt after RFC 9309: what an origin lets us fetch, until when, and how long it asks us to pause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.robotparser import RobotFileParser

NAME: Final = "sayso"
"""The name under which rules are looked up."""

KEPT_S: Final = 24 * 3600.0
"""RFC 9309, 2.4: what was read is not used for longer than a day."""

CLOSED_S: Final = 3600.0
"""For how long an origin is left alone whose server failed over its robots.txt (2.3.1.4: then all is closed)."""

_LONGEST_PAUSE_S: Final = 30.0
_CLOSED: Final = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin's robots.txt said, ``""`` where it has none, and until when that counts (seconds since 1970)."""

    text: str
    until: float

    def allows(self, url: str) -> bool:
        """Whether this address may be fetched."""
        return _parsed(self.text).can_fetch(NAME, url)

    @property
    def pause_s(self) -> float:
        """Seconds between two requests that it asks for, at most 30; 0 where it does not say."""
        return min(float(_parsed(self.text).crawl_delay(NAME) or 0), _LONGEST_PAUSE_S)


def said(text: str, now: float) -> Rules:
    """The rules that a server gave, or ``""`` for none."""
    return Rules(text, now + KEPT_S)


def failing(earlier: Rules | None, now: float) -> Rules:
    """The rules of a server that failed: those that it gave earlier, else all is closed; it is asked again soon."""
    return Rules(earlier.text if earlier else _CLOSED, now + CLOSED_S)


@lru_cache(maxsize=64)
def _parsed(text: str) -> RobotFileParser:
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return rules
