"""Do heads that one set labels speak on texts of another? On the labelled claims' development reports:

* attributions (labelled in PolNeAR alone): of the claims whose claimant is named, for how many an attribution has the
  trigger in its content and a source of that name;
* places (LGL and GeoVirus alone): of the claims whose place the report names, for how many a place is tagged there.

A head that knows its set by its style has good figures there and is silent here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.cases import claims_file, data_hash, report_of
from bench.cases import rows as labelled
from bench.diff import scorer
from sayso.core.reading import Reading

Json = dict[str, Any]


def rows(model: Path | None = None) -> Iterator[Json]:
    """Bench rows of the reader in the package, or of a model in a folder."""
    from sayso.reader.learned import LearnedReader

    cases = labelled("dev")
    readings = list(LearnedReader(model).read([report_of(row) for row in cases]))
    for name, hits in (("attributions", named), ("places", placed)):
        found = [hit for row, reading in zip(cases, readings, strict=True) for hit in hits(row, reading)]
        yield {
            "name": f"claims dev, heads elsewhere: {name} %",
            "value": round(100 * sum(found) / max(1, len(found)), 1),
            "n": len(found),
            "hash": data_hash(claims_file("dev")),
            "seconds": 0,
        }


def named(row: Json, reading: Reading) -> Iterator[bool]:
    """Of each claim with a named claimant, whether an attribution names him."""
    same = scorer().same_name
    for claim in row["claims"]:
        if not claim["says"] or claim["says"][0] == "?":
            continue
        at = claim["trigger_start"]
        yield any(
            same(claim["says"][0], source.text)
            for a in reading.attributions
            if any(c.start <= at < c.end for c in a.content)
            for source in a.source
        )


def placed(row: Json, reading: Reading) -> Iterator[bool]:
    """Of each claim whose place stands in the report, whether a place is tagged at one of those words."""
    tagged = [m.span for m in reading.mentions if m.type == "place"]
    for claim in row["claims"]:
        name = (claim["place"] or "").split(",")[0].strip()
        stands: Sequence[re.Match[str]] = (
            list(re.finditer(rf"\b{re.escape(name)}\b", row["text"])) if name else []
        )
        if stands:
            yield any(m.start() < span.end and span.start < m.end() for m in stands for span in tagged)
