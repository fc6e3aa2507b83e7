"""A text as tokens for the number rules: words, numerals and single marks, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A numeral with thousands commas or a decimal point; a word with inner apostrophes; a code such as G20; one mark.
_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)|\d+(?:\.\d+)?|[^\W\d_]+\d\w*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: lower-cased words and where each starts and ends; past either end a word is ``""``."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, i: int) -> str:
        """The lower-cased token, or ``""`` outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def raw(self, i: int) -> str:
        """The token as it stands, or ``""`` outside the text."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.words) else ""

    def joined(self, i: int) -> bool:
        """True if nothing stands between this token and the next."""
        return 0 <= i < len(self.words) - 1 and self.ends[i] == self.starts[i + 1]

    def gap(self, i: int) -> str:
        """The characters between this token and the next."""
        return self.text[self.ends[i] : self.starts[i + 1]] if 0 <= i < len(self.words) - 1 else ""

    def broken(self, i: int) -> bool:
        """True if a paragraph ends between this token and the next."""
        return "\n\n" in self.gap(i)


def tokens(text: str) -> Tokens:
    """The tokens of a text, in order; time and memory are linear in its length."""
    words, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        words.append(match[0].lower())
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(text, tuple(words), tuple(starts), tuple(ends))


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(words.split())
