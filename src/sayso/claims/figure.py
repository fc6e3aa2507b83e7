"""A number in the text and the role that a reader gave it → the figure of a claim."""

from __future__ import annotations

import re
from typing import Final

from sayso.claims.context import Context
from sayso.core.figure import Figure, Quantity
from sayso.core.reading import Count
from sayso.core.span import Span

NO_NUMBER: Final = frozenset({"percent", "fraction"})
"""Forms of quantity that count nothing by themselves."""

_ONE = re.compile(r"(?:an?|one|another|the|his|her)\b", re.IGNORECASE)
_PROPER_NAME = re.compile(r"[A-Z][\w'’.-]*(?:\s[\w'’.-]+)*$")
_CALENDAR = re.compile(r"^(?:19|20)\d\d$")


def figure(count: Count, kind: str, context: Context) -> Figure | None:
    """The figure with bounds, measure, what is counted and scope; None for a percentage, a fraction, a bare name.

    Without a number word, a noun phrase for one person ("a man") counts as one; anything else is vague.
    """
    quantity = context.rules.number(count.span) or context.resolved.quantity_at(count.span)
    if quantity.form in NO_NUMBER if quantity is not None else _bare_name(count.span.text):
        return None
    of = count.of if count.of is not None else (quantity.noun if quantity else None)
    span = _words(count.span, quantity, of)
    low, high = _bounds(count.span, quantity)
    return Figure(
        span=span,
        low=low,
        high=high,
        measure=count.measure,
        of=" ".join(of.text.split()) if of is not None else None,
        scope=_scope(count, quantity, kind, context),
        as_of=_as_of(span, context),
        form=quantity.form if quantity is not None else ("exact" if low == 1 else "vague"),
        part_of=_part_of(quantity, context),
        additive=quantity.additive if quantity is not None else False,
        of_span=of,
    )


def _scope(count: Count, quantity: Quantity | None, kind: str, context: Context) -> str:
    if not context.choices.scope_by_rule:
        return count.scope
    number = quantity if quantity is not None else Quantity(count.span, None, None, "vague")
    return context.rules.scope(number, kind) or count.scope


def _words(seen: Span, quantity: Quantity | None, of: Span | None) -> Span:
    """The quantity's own words ("more than 3,700") rather than the reader's, unless these hold more."""
    if quantity is None or seen.contains(quantity.span):
        return seen
    if of is not None and quantity.span.contains(of):
        return seen
    return quantity.span


def _bounds(seen: Span, quantity: Quantity | None) -> tuple[int | None, int | None]:
    if quantity is not None:
        low = None if quantity.low is None else round(quantity.low)
        high = None if quantity.high is None else round(quantity.high)
        return low, high
    return (1, 1) if _ONE.match(seen.text) else (None, None)


def _bare_name(words: str) -> bool:
    """True for "Carson" or "Carson campaign", which count nobody; not for "The driver"."""
    return bool(_PROPER_NAME.match(words)) and not _ONE.match(words) and not any(c.isdigit() for c in words)


def _as_of(span: Span, context: Context) -> str | None:
    """The day for which the number is given, where the sentence says so ("not updated since Thursday")."""
    sentence = context.sentence(span)
    days = [
        t.when
        for t in context.resolved.times
        if t.function == "as_of" and t.when and sentence.contains(t.span)
    ]
    return days[0].split("/")[-1] if days else None


def _part_of(quantity: Quantity | None, context: Context) -> str | None:
    """The number before this one in the sentence, of which it is a part ("12, including 4 children")."""
    if quantity is None or not quantity.part:
        return None
    sentence = context.sentence(quantity.span)
    before = [
        q
        for q in context.resolved.quantities
        if sentence.contains(q.span)
        and q.span.end <= quantity.span.start
        and not q.part
        and q.form not in NO_NUMBER
        if not _CALENDAR.match(q.span.text)
    ]
    return before[-1].span.text if before else None
