"""What a rule sees of the telling around an expression, and what it gives back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sayso.resolve.when_tense import tense

SAME: Final = "="
"""As ``when``: the calendar time of the value itself."""


@dataclass(frozen=True, slots=True)
class Read:
    """A reading of an expression: TIMEX3 type, value and modifier; ``when`` where it is not simply the value's."""

    type: str
    value: str
    mod: str | None = None
    when: str | None = SAME


@dataclass(slots=True)
class Told:
    """What has been mentioned so far, for expressions that lean on it: the last day, month, year, quarter; offsets."""

    day: dt.date | None = None
    day_at: int = 0
    month: dt.date | None = None
    month_at: int = 0
    year: int | None = None
    year_at: int = 0
    quarter: str | None = None
    quarter_at: int = 0
    months_at: int = -1
    """Where "the first nine months" was last told of, which "a year earlier" then compares with."""


@dataclass(frozen=True)
class Context:
    """``day``: publication day or None; ``text[start:end]``: the expression; ``told``: what came before."""

    text: str
    day: dt.date | None
    start: int
    end: int
    told: Told = field(default_factory=Told)

    @cached_property
    def tense(self) -> str:
        """``past``, ``future`` or ``none`` of the governing verb."""
        return tense(self.text, self.start, self.end)

    @property
    def reference(self) -> dt.date | None:
        """The day that "the next day" leans on: the last one told of, else the publication day."""
        return self.told.day or self.day

    def before(self, size: int = 30) -> str:
        """The words before, lower case, runs of white space as one."""
        return re.sub(r"\s+", " ", self.text[max(0, self.start - size) : self.start]).lower()

    def after(self, size: int = 30) -> str:
        """The words after, lower case, runs of white space as one."""
        return re.sub(r"\s+", " ", self.text[self.end : self.end + size]).lower()


Handler = Callable[[re.Match[str], Context], Read | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means; the handler gives None where the words are no time after all."""

    pattern: str
    read: Handler
