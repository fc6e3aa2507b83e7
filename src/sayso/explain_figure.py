"""Why a claim carries the figure that it does: the number's words, bounds, measure, scope and day."""

from __future__ import annotations

from sayso.core.claim import Claim
from sayso.core.explained import Candidate, Explained
from sayso.core.figure import Figure
from sayso.core.reading import Count, Event, Reading
from sayso.core.resolved import Resolved
from sayso.core.sentences import sentences

_FORMS = {
    "exact": "an exact number",
    "at_least": "a number that is only a lower bound",
    "at_most": "a number that is only an upper bound",
    "about": "a number that is only approximate",
    "range": "a range",
    "vague": "no number, so it has no bounds",
    "none": "words for none at all",
}


def figure_slot(claim: Claim, event: Event, reading: Reading, resolved: Resolved) -> Explained:
    """The figure with every number of the claim's sentence that came into question."""
    figure = claim.figure
    used = _count_of(figure, event)
    rows = [
        Candidate(
            f"{count.measure}, {count.scope}", count.span, round(count.score, 3),
            "the reader ties this number to the event", count is used,
        )
        for count in event.counts
    ]  # fmt: skip
    sentence = sentences(reading.report).at(claim.trigger)
    for quantity in resolved.quantities:
        inside = sentence is not None and sentence.contains(quantity.span)
        if inside and not any(c.span.overlaps(quantity.span) for c in event.counts):
            rows.append(
                Candidate(quantity.form, quantity.span, None, "in the sentence, not tied to this event")
            )
    ordered = tuple(sorted(rows, key=lambda r: (not r.chosen, -(r.score or 0.0))))
    if figure is None:
        why = "the reader ties no number to this event"
        if event.counts:
            why = "the numbers that the reader ties to this event are percentages, too unsure, or other claims' figures"
        return Explained("figure", None, None, (why,), ordered)
    return Explained("figure", bounds(figure), figure.span, tuple(_why(figure, used, reading)), ordered)


def bounds(figure: Figure) -> str:
    """``26 killed``, ``3700 or more arrested``, ``dozens injured``."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        number = " ".join(figure.span.text.split())
    elif low == high:
        number = f"{low}"
    elif high is None:
        number = f"{low} or more"
    else:
        number = f"up to {high}" if low is None else f"{low} to {high}"
    return f"{number} {figure.measure}"


def _count_of(figure: Figure | None, event: Event) -> Count | None:
    if figure is None:
        return None
    return max((c for c in event.counts if c.span.overlaps(figure.span)), key=lambda c: c.score, default=None)


def _why(figure: Figure, used: Count | None, reading: Reading) -> list[str]:
    from sayso.claims.choices import choices_for

    why = [f"“{' '.join(figure.span.text.split())}” is {_FORMS.get(figure.form, figure.form)}"]
    if used is not None:
        why[0] += f"; the reader ties it to the event with a score of {used.score:.2f}"
    if figure.of:
        at = f" at {figure.of_span.start}–{figure.of_span.end}" if figure.of_span else ""
        why.append(f"it counts “{figure.of}”{at}, measured as {figure.measure}")
    by = "the words around it" if choices_for(reading.model).scope_by_rule else "the reader"
    what = (
        "a running total over days or incidents" if figure.scope == "total" else "the number of one incident"
    )
    why.append(f"scope {figure.scope}: {by} took it for {what}")
    day = figure.as_of or "none"
    says = "says for which day" if figure.as_of else "names no day for which"
    why.append(f"as of {day}: its sentence {says} the number was given")
    if figure.additive:
        why.append("it comes on top of another number (“another”, “more”)")
    if figure.part_of:
        why.append(f"it is part of {figure.part_of}, told before it in the sentence")
    return why
