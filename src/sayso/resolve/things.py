"""All resolvers over one reading, and the rules for what no argument names."""

from __future__ import annotations

from sayso.core.reading import Event, Reading
from sayso.core.resolved import Resolved
from sayso.core.span import Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.resolve import howmany


def resolve(reading: Reading) -> Resolved:
    """Times, quantities, places, entities and, for each span that the reading uses as somebody, whom it stands for."""
    return Resolved(quantities=howmany.quantities(reading.report.text))


def when_of(event: Event, reading: Reading, resolved: Resolved) -> When | None:
    """The time on which an event hangs that names none itself."""
    return None


def where_of(event: Event, reading: Reading, resolved: Resolved) -> Where | None:
    """The place of an event that names none itself."""
    return None


def who_spans(reading: Reading) -> tuple[Span, ...]:
    """The spans that a reading uses as actor, target, counted group or claimant, each once."""
    spans = [a.span for e in reading.events for a in e.arguments if a.role in ("actor", "target")]
    spans += [c.of for e in reading.events for c in e.counts if c.of is not None]
    spans += [s.span for e in reading.events for s in e.says if s.span is not None]
    spans += [s for a in reading.attributions for s in a.source]
    return tuple(sorted(set(spans)))
