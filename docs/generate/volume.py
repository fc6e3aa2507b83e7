"""What volumes of news cost, worked out from the measured rate when the site is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from docs.generate.tables import measured, table

RATE: Final = "batch, saved pages, pages a core-hour"
KEPT: Final = (
    "batch, saved pages, table, KB a page with its original",
    "batch, saved pages, table, KB a page without",
)
CORES: Final = 64


@dataclass(frozen=True, slots=True)
class Volume:
    """So many pages; where the number comes from stands in ``docs/why``, note on the cost of volume."""

    name: str
    pages: int


YEAR: Final = 140_000_000
VOLUMES: Final = (
    Volume(
        "a day of the world's news, as Common Crawl's news crawler sees it", round(YEAR / 365 / 1e4) * 10_000
    ),
    Volume("a year of Common Crawl News in English, cleaned, each article once", 25_000_000),
    Volume("a year of Common Crawl News, all languages, every page read", YEAR),
)


def page() -> str:
    """Pages, hours of one core, hours or days of a large machine, tables on disk; or that it is not measured."""
    rate = measured(RATE)
    kept = [measured(name) for name in KEPT]
    if not rate or not all(kept):
        return f"*Not measured yet: `bench/results.json` lacks “{RATE}”; `make bench` writes it.*\n"
    rows = [
        (
            v.name,
            f"{v.pages:,}",
            f"{v.pages / rate:,.0f}",
            _time(v.pages / rate / CORES),
            " / ".join(_size(v.pages * float(k or 0)) for k in kept),
        )
        for v in VOLUMES
    ]
    heading = ("volume", "pages", "core-hours", f"on {CORES} cores", "tables, with / without originals")
    return f"Measured: **{rate:,.0f} pages a core-hour**.\n\n" + table(heading, rows)


def _time(hours: float) -> str:
    return (
        f"{60 * hours:.0f} minutes"
        if hours < 1
        else f"{hours:.1f} hours"
        if hours < 48
        else f"{hours / 24:.0f} days"
    )


def _size(kilobytes: float) -> str:
    return f"{kilobytes / 1e6:.1f} GB" if kilobytes < 1e9 else f"{kilobytes / 1e9:.1f} TB"
