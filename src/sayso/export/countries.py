"""Countries as the event formats name and number them, from ``countries.csv``.

Names and regions as in ACLED's data, numbers of ISO 3166, Gleditsch and Ward (1999) and the Correlates of War, names
of countries as UCDP writes them where they differ. ACLED's regions and UCDP's five by number are those of their
codebooks.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_UCDP_REGIONS: Final = (
    (199, "Americas"), (399, "Europe"), (626, "Africa"), (699, "Middle East"), (999, "Asia"),
)  # fmt: skip
"""UCDP's regions: the last Gleditsch and Ward number of each."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory. ``iso3`` and ``number`` are ISO 3166's, ``gw`` and ``cow`` state numbers, "" for none;
    ``region`` is ACLED's, ``fips`` the code of FIPS 10-4 that GDELT uses."""

    iso2: str
    iso3: str
    number: str
    name: str
    region: str
    gw: str
    cow: str
    ucdp: str
    fips: str

    @property
    def ucdp_region(self) -> str:
        """UCDP's region, "" for what is no state in its list."""
        return next((name for last, name in _UCDP_REGIONS if self.gw and int(self.gw) <= last), "")


@cache
def _countries() -> dict[str, Country]:
    text = files("sayso.export").joinpath("countries.csv").read_text("utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        number = row["iso"] if row["iso"] != "0" else ""
        found[row["iso2"]] = Country(
            row["iso2"], row["iso3"], number, row["name"], row["acled_region"], row["gw"], row["cow"],
            row["ucdp_name"] or row["name"], row["fips"],
        )  # fmt: skip
    return found


def country(iso2: str | None) -> Country | None:
    """The country of an ISO 3166 alpha-2 code; None where the table lacks it."""
    return _countries().get(iso2 or "")


def iso3(iso2: str | None) -> str | None:
    """The alpha-3 code; None where the table lacks it."""
    found = country(iso2)
    return found.iso3 if found else None
