"""What may be chosen about assembling, in one place, so that it can be set for each reader and tuned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sayso.core.figure import Quantity
from sayso.core.reading import Event
from sayso.core.span import Span
from sayso.core.when import When
from sayso.core.where import Where
from sayso.core.who import Who


@dataclass(frozen=True, slots=True)
class Choices:
    """Thresholds are scores of the reader's own scale; what lies below them is not used.

    ``event``, ``argument``, ``count``, ``source``, ``stance``: least score. A stance below its threshold is read
    from cue words. ``says_by_content``: an event without claimant takes none (``never``), that of the attribution
    in whose content it stands if that one is sure and its cue is plain saying (``sure``), or those of all such
    attributions (``all``). ``says_by_quotation``: an event without claimant that stands in a quotation is on the
    say-so of its speaker. ``carry_relay``: a claimant once heard through a relay ("told AFP") and taken up by a
    bare noun ("the source added") is heard through it again. ``scope_by_rule``: a number's scope is read from the
    words around it. ``when_by_rule``: an event without time takes nothing (``never``), what the rules find in its
    sentence (``sentence``) or anywhere (``hang``, with what a reader gives each time, if it weighs several).
    ``where_by_rule``: an event without place takes nothing (``never``), the country in which the report is set
    (``country``), or what the rules find (``hang``, with what a reader gives each). ``known_places``: a place
    argument counts only if the gazetteer knows it. ``place_in_words``: a place is named as the argument names it
    ("a village near Homs"), not by the known name in it alone. ``best_candidate``: a pronoun that may stand for
    several takes the likeliest (and keeps them all as ``candidates``). ``target_from_count``: an event without
    target takes the group that it counts. ``fold_headline``: a headline that states no more than the body becomes
    evidence. ``one_a_clause``: two events of one kind and say-so with nearly the same quote are one claim.
    ``drop_back_references``: a noun that refers back ("after the attack") is no claim. ``trim_quote``: the quote is
    the stating clause, else the sentence.
    """

    event: float = 0.32
    argument: float = 0.0
    count: float = 0.3
    source: float = 0.1
    stance: float = 0.8
    says_by_content: str = "sure"
    says_by_quotation: bool = True
    carry_relay: bool = True
    scope_by_rule: bool = False
    when_by_rule: str = "hang"
    where_by_rule: str = "hang"
    known_places: bool = True
    place_in_words: bool = True
    best_candidate: bool = True
    target_from_count: bool = True
    fold_headline: bool = True
    drop_back_references: bool = False
    trim_quote: bool = True
    one_a_clause: bool = True


def nothing(*_: object) -> None:
    """A rule that finds nothing."""
    return


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of the resolvers that claims are assembled with; each gives back None where it finds nothing.

    ``when``, ``where``: time and place of an event that names none. ``number``: what the words of a count state.
    ``scope``: whether a number, in a claim of this kind, is of one incident (``event``) or a running ``total``.
    ``doer``: who did it, where no words name an actor but the sentence tells whose deed it was.
    """

    when: Callable[[Event], When | None] = nothing
    where: Callable[[Event], Where | None] = nothing
    number: Callable[[Span], Quantity | None] = nothing
    scope: Callable[[Quantity, str], str | None] = nothing
    doer: Callable[[Event], Who | None] = nothing


NO_RULES: Final = Rules()
DEFAULT: Final = Choices()
LEXICON: Final = Choices(
    event=0.35,
    count=0.0,
    source=0.0,
    says_by_content="all",
    one_a_clause=False,
    stance=0.5,
    scope_by_rule=True,
    when_by_rule="hang",
    where_by_rule="hang",
    known_places=True,
    drop_back_references=True,
)
"""For the plain reader, set on development data."""


def choices_for(model: str) -> Choices:
    """The choices for a reader, by the ``model`` that its readings name."""
    return LEXICON if model.startswith("lexicon") else DEFAULT
