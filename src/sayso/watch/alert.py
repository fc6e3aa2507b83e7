"""An alert: what happened, on whose say-so, in which report. What sinks send, and what the state keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

from sayso.brief.sentence import Cite, Sentence


@dataclass(frozen=True, slots=True)
class Alert:
    """``id``: the same for the same news of the same rule; ``words``: a sentence or two; ``cites``: the claims it rests
    on; ``value``: the figure in numbers, if it is about one; ``marks``: what it is about, to tell it once."""

    id: str
    rule: str
    sort: str
    words: str
    cites: tuple[Cite, ...]
    value: tuple[int | None, int | None] | None = None
    marks: frozenset[str] = frozenset()


def alert(
    rule: str,
    sort: str,
    sentence: Sentence,
    marks: Iterable[str],
    value: tuple[int | None, int | None] | None = None,
) -> Alert:
    """The alert of a rule that this sentence tells."""
    about = frozenset(marks)
    name = hashlib.sha256("\x1f".join((rule, sort, *sorted(about))).encode()).hexdigest()[:16]
    return Alert(f"a{name}", rule, sort, sentence.words, sentence.cites, value, about)


def to_json(found: Alert, at: str) -> dict[str, Any]:
    """The form in which alerts are sent and logged; ``at`` is the ISO moment at which it was found."""
    return {
        "id": found.id,
        "at": at,
        "rule": found.rule,
        "when": found.sort,
        "words": found.words,
        "value": None if found.value is None else {"low": found.value[0], "high": found.value[1]},
        "claims": [asdict(cite) for cite in found.cites],
    }


def dumped(found: Alert, at: str) -> str:
    """`to_json` as text."""
    return json.dumps(to_json(found, at), ensure_ascii=False)


def cites_of(row: dict[str, Any]) -> list[Cite]:
    """The citations of an alert in its JSON form."""
    names = {f.name for f in fields(Cite)}
    found = []
    for claim in row["claims"]:
        known: dict[str, Any] = {key: value for key, value in claim.items() if key in names}
        found.append(Cite(**{**known, "says": tuple(claim["says"])}))
    return found
