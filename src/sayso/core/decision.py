"""What a person decided about claims, reports and incidents: appended, never overwritten; undo is one more decision."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sayso.core.errors import FormatError

VERBS: Final = (
    "confirm", "correct", "reject", "merge", "split", "copy", "not_copy", "source_kind", "undo",
)  # fmt: skip
_WITH_VALUE: Final = frozenset({"correct", "source_kind"})
_OF_TWO: Final = frozenset({"merge", "split", "copy", "not_copy"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``by``: who; ``at``: ISO moment with zone; ``why``: in words; ``verb``: one of `VERBS`.

    ``about`` holds the ids of what it is about: a claim (confirm, correct, reject), two or more claims that are one
    incident or not (merge, split), two reports, the copy first (copy, not_copy), a claimant's key or name
    (source_kind), a decision (undo). ``correct`` gives ``slot`` a new ``value`` in words or as JSON, None to empty
    it; ``source_kind`` gives the kind as its value. Raises FormatError where the parts do not fit together.
    """

    verb: str
    about: tuple[str, ...]
    by: str
    at: str
    why: str = ""
    slot: str | None = None
    value: str | None = None

    def __post_init__(self) -> None:
        if self.verb not in VERBS:
            raise FormatError(f"Unknown decision {self.verb!r}; known: {', '.join(VERBS)}.")
        fewest = 2 if self.verb in _OF_TWO else 1
        if len(self.about) < fewest or not all(self.about):
            raise FormatError(f"A decision to {self.verb} needs at least {fewest} id(s) that it is about.")
        if not self.by.strip():
            raise FormatError("A decision needs the name of whoever takes it.")
        try:
            moment = dt.datetime.fromisoformat(self.at)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise FormatError(f"The moment {self.at!r} of a decision is no ISO moment with a zone.")
        if (self.slot is not None) != (self.verb == "correct"):
            raise FormatError("A correction names its slot, and no other decision does.")
        if self.value is not None and self.verb not in _WITH_VALUE:
            raise FormatError(f"A decision to {self.verb} takes no value.")

    @property
    def id(self) -> str:
        """``d`` and 16 hex digits over all its parts: the same decision has the same id everywhere."""
        parts = [self.verb, list(self.about), self.by, self.at, self.why, self.slot, self.value]
        content = json.dumps(parts, ensure_ascii=True)
        return "d" + hashlib.sha256(content.encode()).hexdigest()[:16]


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold, in the order in which they were taken: without those undone and without the undoing.

    An undo may itself be undone, which makes the first decision hold again. An undo reaches only what was taken
    before it.
    """
    taken = list(decisions)
    undone: set[int] = set()
    for index in range(len(taken) - 1, -1, -1):
        # From the last to the first: whether an undo holds is known before what it undoes is reached.
        if taken[index].verb == "undo" and index not in undone:
            undone |= {i for i in range(index) if taken[i].id in taken[index].about}
    return tuple(d for i, d in enumerate(taken) if i not in undone and d.verb != "undo")


def about_claims(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Claim id → the standing decisions that confirm, correct or reject it, in the order in which they were taken."""
    found: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        if decision.verb in {"confirm", "correct", "reject"}:
            for claim in decision.about:
                found.setdefault(claim, []).append(decision)
    return found
