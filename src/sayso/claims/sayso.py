"""On whose say-so: the chain of claimants of an event, innermost first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.claims.context import PRONOUN, Context, alike
from sayso.core.claim import Claim
from sayso.core.reading import Attribution, Event
from sayso.core.span import Span
from sayso.core.who import Who, unnamed

TALK: Final = frozenset({"accuse", "demand", "threaten", "reject", "support", "meet", "agree", "aid"})
"""Kinds whose trigger may itself be the verb of saying: the report then tells of it in its own voice."""

_WORD = re.compile(r"[^\W\d_]+")
_SMALL: Final = frozenset({"the", "The", "a", "A", "of", "and", "for", "in", "s"})
_PERSONAL = re.compile(r"(?:he|she|they)$", re.IGNORECASE)
_BEFORE: Final = re.compile(r"(?:for|by|from|according to|in the (?:words|view) of)\s(?=\S)", re.IGNORECASE)
_SAME_AGAIN = re.compile(
    r"(?:the|that|this|these|those)\s+(?:[\w-]+\s+)?(?:source|sources|official|officials|statement|report|reporter)$",
    re.I,
)
_LONGEST: Final = 4

SURE: Final = 0.8
"""The score from which an attribution is believed where the event itself points at no claimant."""

_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|report(?:s|ed|ing)?|announc\w+|confirm\w+|stat(?:es?|ed|ing)|add(?:s|ed|ing)"
    r"|claim(?:s|ed|ing)?|according to|put(?:s|ting)?|count(?:s|ed)?|g[ai]ves?|estimat\w+|wr(?:ote|ites?)|alleg\w+"
    r"|accus\w+|insist\w+|not(?:es|ed)|list(?:s|ed)?|record(?:s|ed)?|document(?:s|ed)?|regist\w+)\b",
    re.IGNORECASE,
)


def chain(event: Event, context: Context) -> tuple[Who, ...]:
    """The claimants, innermost first; ``()`` for the report's own voice; an unnamed one has the name ``?``.

    The reader's own links come first; without them the attributions in whose content the trigger stands, the
    narrowest first, or whoever speaks the quotation in which it stands.
    """
    sources = [s.span for s in event.says if s.score >= context.choices.source]
    if not sources and context.choices.says_by_content == "all":
        sources = _by_content(event, context)
    if not sources and context.choices.says_by_content == "sure":
        sources = _by_plain_saying(event, context)
    if sources and sources[0] is not None and (nearer := _named_here(sources[0], event, context)) is not None:
        sources = [nearer, *sources[1:]]
    if not event.says and not sources and context.choices.says_by_quotation:
        speaker = context.quotations.speaker(event.trigger)
        sources = [speaker] if speaker is not None else []
    found: list[Who] = []
    for span in sources:
        who = unnamed() if span is None else _claimant(span, context)
        if found and (who.name == found[-1].name or alike(who.name, found[-1].name)):
            continue
        found.append(who)
    return _without_publisher(tuple(found[:_LONGEST]), context)


def _by_content(event: Event, context: Context) -> list[Span | None]:
    """Sources of the attributions with the trigger in their content, shortest content first; None: no source."""
    around: list[tuple[int, int, Span | None]] = []
    for number, attribution in context.around(event.trigger):
        if attribution.score < context.choices.source or _is_the_talk_itself(event, attribution):
            continue
        length = sum(p.end - p.start for p in attribution.content)
        around.append((length, number, _source(number, context)))
    return [source for _, _, source in sorted(around, key=lambda row: row[:2])]


def _by_plain_saying(event: Event, context: Context) -> list[Span | None]:
    """Source of the narrowest sure attribution with the trigger in its content, if its cue only says or counts; an
    act of talk, which the report may tell of itself, is left alone."""
    around = [
        (sum(p.end - p.start for p in a.content), a.source[0])
        for _, a in context.around(event.trigger)
        if event.kind not in TALK
        and a.score >= SURE
        and a.source
        and any(_SAYING.search(c.text) for c in a.cue)
    ]
    return [min(around)[1]] if around else []


def _named_here(far: Span, event: Event, context: Context) -> Span | None:
    """Who plainly says it in the event's own sentence, where ``far`` is somebody else whom an earlier sentence names: a
    pronoun or name that stands for a person or body with a name ("…, it told Interfax")."""
    sentence = context.sentence(event.trigger)
    if far.end > sentence.start:
        return None
    for source in _by_plain_saying(event, context):
        if source is None or not sentence.contains(source):
            continue
        who = context.who(source)
        called = [w for w in _WORD.findall(who.name) if w not in _SMALL]
        named = (bool(called) and all(w[0].isupper() for w in called)) or who.key is not None
        if who.type is not None and named and not alike(who.name, context.who(far).name):
            return source
    return None


def _is_the_talk_itself(event: Event, attribution: Attribution) -> bool:
    return event.kind in TALK and any(c.overlaps(event.trigger) for c in attribution.cue)


def _source(number: int, context: Context) -> Span | None:
    """The source of an attribution; one that carries a quotation on has that of the one before it."""
    attributions = context.reading.attributions
    attribution = attributions[number]
    if attribution.source:
        return attribution.source[0]
    if not attribution.cue and number:
        return _source(number - 1, context)
    return None


def _claimant(span: Span, context: Context) -> Who:
    """Whom the source stands for, without a preposition before it ("for the ministry, …"); a pronoun that was left open
    is the last claimant named before it."""
    if (before := _BEFORE.match(span.text)) is not None:
        span = context.cut(span.start + before.end(), span.end)
    who = context.who(span)
    if _PERSONAL.match(who.name):
        named = [
            s
            for a in context.reading.attributions
            for s in a.source
            if s.end <= span.start and not PRONOUN.match(context.who(s).name)
        ]
        if named:
            return replace(context.who(max(named)), span=span)
    return who


def _without_publisher(says: tuple[Who, ...], context: Context) -> tuple[Who, ...]:
    """The publisher's own name at the outer end ("told SANA" in SANA's report) is no relay."""
    report = context.reading.report
    own = [name.lower() for name in (report.publisher, report.agency) if name]
    while says and re.sub(r"^the ", "", says[-1].name.lower()) in own:
        says = says[:-1]
    return says


def carry_relays(claims: Sequence[Claim]) -> list[Claim]:
    """A claimant once heard through a relay and taken up by a bare noun ("the source added") keeps it."""
    heard: dict[str, tuple[Who, ...]] = {}
    carried = []
    for claim in claims:
        if len(claim.says) > 1:
            heard[claim.says[0].name] = claim.says[1:]
        elif claim.says and _SAME_AGAIN.match(claim.says[0].span.text) and claim.says[0].name in heard:
            claim = replace(claim, says=(claim.says[0], *heard[claim.says[0].name]))
        carried.append(claim)
    return carried
