"""What intake keeps of saved article pages: body F1 after the article-extraction benchmark of Zyte, and pages a second.

The measure is that benchmark's own: tokens are ``\\w+``, a text is the bag of its 4-token shingles,
precision and recall are averaged over pages and F1 is taken of the averages. The body is the paragraphs of the report
without title and captions.
``python -m bench.intake [--errors N]`` prints the N worst pages with what was lost (-) and what is too much (+).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.cases import SHARED, data_hash
from sayso.core.errors import SaysoError
from sayso.intake.html import read_html

PAGES = SHARED / "data" / "html"
SHINGLE = 4
Shingles = Counter[tuple[str, ...]]


def rows() -> list[dict[str, Any]]:
    """F1, precision and recall of the body in per cent, and pages a second of one core; none without the pages."""
    files = sorted(PAGES.glob("*.html.gz"))
    if not files:
        return []
    start = time.process_time()
    bodies = dict(extracted(files))
    seconds = time.process_time() - start
    precision, recall = scores(bodies)
    data = data_hash(PAGES / "ground-truth.json", *files)
    row = {"n": len(files), "hash": data, "seconds": round(seconds, 2)}
    return [
        {
            "name": "intake: body F1, 4-token shingles",
            "value": 200 * precision * recall / (precision + recall),
            **row,
        },
        {"name": "intake: body precision", "value": 100 * precision, **row},
        {"name": "intake: body recall", "value": 100 * recall, **row},
        {"name": "intake: pages a second, one core", "value": len(files) / seconds, **row},
    ]


def truth() -> dict[str, str]:
    """The body of each page by its name."""
    given = json.loads((PAGES / "ground-truth.json").read_text("utf-8"))
    return {name: page.get("articleBody", "") for name, page in given.items()}


def extracted(files: list[Path]) -> Iterator[tuple[str, str]]:
    """Name and body of each page; a page that cannot be read has an empty body. Pages of any language are measured."""
    for path in files:
        try:
            report = read_html(gzip.decompress(path.read_bytes()), any_language=True)
        except SaysoError:
            yield path.name.split(".")[0], ""
            continue
        paragraphs = [report.text[p.start : p.end] for p in report.parts if p.part == "body"]
        yield path.name.split(".")[0], "\n\n".join(paragraphs)


def scores(bodies: dict[str, str]) -> tuple[float, float]:
    """Mean precision and mean recall over the pages."""
    pairs = [page_score(text, bodies.get(name, "")) for name, text in truth().items()]
    return statistics.mean(p for p, _ in pairs), statistics.mean(r for _, r in pairs)


def page_score(true: str, read: str) -> tuple[float, float]:
    """Precision and recall of one page's shingles."""
    wanted, found = shingles(true), shingles(read)
    shared = sum((wanted & found).values())
    if wanted == found:
        return 1.0, 1.0
    return shared / max(1, sum(found.values())), shared / max(1, sum(wanted.values()))


def shingles(text: str) -> Shingles:
    """How often each run of four tokens stands in the text; a shorter text is one shingle."""
    tokens = re.findall(r"\w+", text)
    return Counter(tuple(tokens[i : i + SHINGLE]) for i in range(max(1, len(tokens) - SHINGLE + 1)) if tokens)


def worst(count: int) -> Iterator[str]:
    """The pages with most errors, each with its paragraphs that are lost or too much."""
    bodies = dict(extracted(sorted(PAGES.glob("*.html.gz"))))
    ranked = sorted(truth().items(), key=lambda item: min(page_score(item[1], bodies[item[0]])))
    for name, true in ranked[:count]:
        precision, recall = page_score(true, bodies[name])
        yield f"{name[:12]}  precision {precision:.3f}  recall {recall:.3f}"
        for sign, text, other in (("-", true, bodies[name]), ("+", bodies[name], true)):
            known = shingles(other)
            for line in text.splitlines():
                own = shingles(line)
                if own and sum((own & known).values()) < 0.5 * sum(own.values()):
                    yield f"  {sign} {line[:110]}"


def main() -> None:
    """Print the rows, and the worst pages if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    for row in rows():
        print(f"{row['name']:<46} {row['value']:.1f}  n={row['n']} data {row['hash']}")
    for line in worst(options.errors) if options.errors else ():
        print(line)


if __name__ == "__main__":
    main()
