"""A report as it came in: with the bytes that it was read from, and where they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.core.report import Report


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report with its original.

    ``source``: the path or address as given; ``original``: the bytes of the page, text, line or feed that it was read
    from, unpacked, None if they were not kept; ``position``: which report of these bytes it is, from 1; ``address``:
    where a newer version of it would be found, if its own address is not known (a file that holds it alone); ``line``:
    its number in a file of lines, to name it by; it is not kept.
    """

    report: Report
    source: str
    original: bytes | None = None
    position: int = 1
    address: str | None = None
    line: int | None = field(default=None, compare=False)
