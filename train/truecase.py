"""Letter case put back into texts that have lost it, word by word as other news writes each.

Lita et al. 2003 ("tRuEcasIng") without its language model: a word takes the case that it mostly has inside of
sentences; one that no text holds is taken for a name unless it ends as common words do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Za-z][\w'-]*")
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_COMMON = ("ed", "ing", "ly", "s", "ion", "al", "ity")
_INITIALS = re.compile(
    r"\b(?:fmln|eln|farc|m-19|elm|mrta|arena|dpa|efe|afp|upi|ap|fdr|un|oas|usa?|dc|apra|cia|fbi|dea|eplf?|unita|cgt?b|undp|acan"
    r"|notimex|das|cinep|upn|fal)\b",
    re.IGNORECASE,
)


class Cases:
    """How often each word of some texts begins with a capital and how often not, inside of sentences."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.capital: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        for text in texts:
            for found in _INSIDE.finditer(text):
                word = found.group()
                (self.capital if word[0].isupper() else self.small)[word.lower()] += 1

    def restored(self, text: str) -> str:
        """The text with its words in their usual case."""
        return _INITIALS.sub(lambda m: m.group().upper(), _WORD.sub(self._word, text))

    def _word(self, found: re.Match[str]) -> str:
        word = found.group()
        key = word.lower().removesuffix("'s")
        if self.small[key] or self.capital[key]:
            name = self.capital[key] > self.small[key]
        else:
            name = len(key) > 3 and not key.endswith(_COMMON)
        return word[:1].upper() + word[1:] if name else word
