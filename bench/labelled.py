"""How much is labelled: texts, claims, figures and chains of several claimants, for the data card."""

from __future__ import annotations

from typing import Any

from bench.cases import claims_file, data_hash
from bench.cases import rows as labelled

PARTS = {"train": "training", "dev": "development", "seed": "one further story"}


def rows() -> list[dict[str, Any]]:
    """Counts of each part of the labelled reports."""
    found = []
    for part, called in PARTS.items():
        if not claims_file(part).exists():
            continue
        texts = labelled(part)
        claims = [claim for text in texts for claim in text["claims"]]
        counts = {
            "texts": len(texts),
            "claims": len(claims),
            "figures": sum(claim["figure"] is not None for claim in claims),
            "chains of several claimants": sum(len(claim["says"]) > 1 for claim in claims),
        }
        base = {"hash": data_hash(claims_file(part)), "seconds": 0}
        found += [
            {"name": f"labelled, {called}: {what}", "value": n, "n": len(texts), **base}
            for what, n in counts.items()
        ]
    return found
