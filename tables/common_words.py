"""Words that English writes in lower case although some place bears them: `tables/common_words.txt`, counted from
running text.

Run `python -m tables.common_words FILE…` on any amount of English news text (text, JSON lines or XML); the list
that the project ships was
counted on about 4,000 news reports. A word is listed if it is also a place name of the gazetteer and stands in
lower case at
least twice and in a third of its uses inside a sentence.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from sayso.resolve.gazetteer import gazetteer

OUT = Path(__file__).parents[1] / "src" / "sayso" / "resolve" / "tables" / "common_words.txt"
WORD = re.compile(r"(?<=[a-z,;] )[A-Za-z][a-z]{2,}(?: (?:of|the|and|a) )?(?![\w'’-])")


def main() -> None:
    """Count and write."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for name in sys.argv[1:]:
        for word in WORD.findall(Path(name).read_text("utf8", errors="replace")):
            (lower if word[0].islower() else upper)[word.lower().strip()] += 1
    known = gazetteer()
    words = sorted(w for w, n in lower.items() if n > 1 and 2 * n > upper[w] and known.find(w))
    OUT.write_text("\n".join(words) + "\n", "utf8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
