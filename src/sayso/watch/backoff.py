"""When to come back: regularly where all is well, later and later where it is not, never all at once."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 6 * 3600.0
_PATIENCE: Final = 24 * 3600.0
_SPREAD: Final = 0.1


def regular(now: float, every: float, pause: float, chance: float) -> float:
    """The next moment for a source that answered: ``every`` seconds on, or as long as it asks (at most a day).

    ``chance`` (0 to 1) spreads the moments, up to a tenth later.
    """
    return now + max(every, min(pause, _PATIENCE)) * (1 + _SPREAD * chance)


def later(now: float, first: float, failures: int, asked: float | None, chance: float) -> float:
    """The next moment after ``failures`` (from 1) in a row: ``first`` seconds on, doubled each time, at most six hours.

    Half of the wait is left to ``chance`` (0 to 1). ``asked``: the seconds that the server asks for are the least,
    up to a day.
    """
    wait = min(first * 2.0 ** min(failures - 1, 16), max(_LONGEST, first))
    wait *= 0.5 + 0.5 * chance
    return now + max(wait, min(asked or 0.0, _PATIENCE))


def is_due(due: float, now: float, longest: float = 8 * _LONGEST) -> bool:
    """True if the moment has come, or lies so far ahead that only a clock that was set back can explain it.

    Moments that are meant never to come (from 1e17) do not.
    """
    return due <= now or now + longest < due < 1e17
