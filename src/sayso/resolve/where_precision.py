"""The order of precisions, from the most exact one on."""

from __future__ import annotations

from typing import Final

EXACTNESS: Final = {
    "poi": 0,
    "unresolved": 1,
    "populated": 2,
    "district": 3,
    "province": 4,
    "region": 5,
    "country": 6,
}
"""The lower the number, the more exact the place."""
