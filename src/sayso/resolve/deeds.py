"""Nouns for what armed people do, as they stand behind a country's adjective ("a Ruritanian air strike")."""

from __future__ import annotations

from typing import Final

_BY: Final = r"(?:(?:air|drone|missile|rocket|artillery|ground|military|naval)\s)?"
_HARM: Final = "attack|raid|strike|airstrike|shelling|bombing|bombardment|assault|invasion|incursion"
_MORE: Final = "offensive|operation|siege|blockade|fire|missile|rocket|shell|withdrawal|retreat"

RAID: Final = rf"{_BY}(?:{_HARM})s?\b"
"""A pattern for what does harm by itself: whoever did it is told by the adjective."""

DEED: Final = rf"{_BY}(?:{_HARM}|{_MORE})s?\b"
"""A pattern for these, and for what a country's armed people do besides: the adjective stands for the country."""
