"""The learned reader: reports in, Readings out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from sayso.core.reading import ROLES as ARGUMENT_ROLES
from sayso.core.reading import Argument, Attribution, Chances, Count, Event, Mention, Reading, Source
from sayso.core.report import Report
from sayso.reader.beyond import SLIGHT, SOUGHT, Glance, Landmark, glances, landmarks, look_beyond
from sayso.reader.decode import (
    Link,
    Piece,
    answers,
    apart_from,
    best,
    best_each,
    label_at,
    pointers,
    tagged,
    two_apart,
    unopened,
)
from sayso.reader.elliptic import both_of_a_number, like_the_number_before
from sayso.reader.encoder import Array, Encoder, Seen
from sayso.reader.lexicon import trigger_words
from sayso.reader.spans import (
    LINE_END,
    beside_number,
    cut,
    digits,
    in_one_sentence,
    one_sentence,
    whole_number,
    with_its_office,
)
from sayso.reader.toll_sentences import numbers_told
from sayso.reader.windows import windows

KIND_OF_MEASURE = {
    "killed": "kill",
    "injured": "injure",
    "missing": "missing",
    "arrested": "arrest",
    "released": "release",
    "abducted": "abduct",
    "displaced": "flee",
    "rescued": "rescue",
    "deployed": "deploy",
    "crowd": "protest",
    "attackers": "attack",
    "destroyed": "destroy",
    "sentenced": "charge",
}
"""The kind of an event that is known only by its number ("the toll stood at 12")."""


EVENT_ROLES = (*ARGUMENT_ROLES, "says", "relay", "quote")
PARTIES = ("actor", "target")
COUNT_ROLES = ("trigger", "of")
CUE_ROLES = ("source", "content")
_SOUGHT_ROWS = [EVENT_ROLES.index(role) for role in SOUGHT]
MEASURE_OF_KIND = {
    kind: measure
    for measure, kind in KIND_OF_MEASURE.items()
    if measure not in ("deployed", "crowd", "attackers", "sentenced")
}
"""Kinds that are counted in one way only, whatever measure the number's own words suggest."""

ALSO = {
    "attackers": ("bomb", "riot", "abuse"),
    "crowd": ("riot", "support", "meet"),
    "deployed": ("bomb", "aid", "withdraw"),
    "displaced": ("expel",),
    "arrested": ("charge",),
}
"""Kinds that a measure may go with besides its own; with any other the number counts something else."""

FORCES = {"deploy": "deployed", "withdraw": "deployed"}
"""Kinds in which only forces are counted, though a count of forces does not tell the kind."""


UNSURE, MOSTLY = 0.5, 0.5
"""The network's score below which a word that names another kind in this share of its uses is believed."""

NO_NUMBERS = frozenset(
    ["a", "all", "and", "at", "by", "for", "in", "is", "of", "on", "the", "to", "was", "were"]
)
"""Words beside a number that the tagger may take for it."""

DEFINITE = re.compile(r"\b(?:the|both|its|their|these|those)\s$", re.IGNORECASE)
"""What makes a number one that was told before."""

OUT_OF = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif)ty)"
    r"\s(?:out\s)?of\s(?:(?:the|its|their|his|her)\s)?$",
    re.IGNORECASE,
)
"""Before a number: another that counts a part of it."""

ITSELF = 0.5
"""The score from which a number is believed without any word for what happened."""

FAR = 60
"""Pieces between a cue and a further part of what it introduces."""


class LearnedReader:
    """Reads with the network in the package. The same report gives the same Reading, whatever is read beside it."""

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self.encoder = Encoder(folder, threads)
        card = self.encoder.card
        self.name = f"learned-{card['version']} {card['sha256'][:8]}"
        self.thresholds: dict[str, float] = card["thresholds"]
        self.size: int = card["window"]
        self.calibration: tuple[float, float] = tuple(card["calibration"])

    def read(self, reports: Sequence[Report]) -> Iterator[Reading]:
        """One Reading a report, in order, each as soon as the network has seen its last window."""
        todo = [
            (i, w) for i, r in enumerate(reports) for w in windows(self.encoder.tokenizer, r, size=self.size)
        ]
        seen = zip((i for i, _ in todo), self.encoder.run(w for _, w in todo), strict=True)
        coming = groupby(seen, key=lambda x: x[0])
        number, views = next(coming, (len(reports), None))
        for i, report in enumerate(reports):
            if i < number or views is None:  # nothing in it to read
                yield Reading(report, model=self.name)
                continue
            yield self._reading(report, (view for _, view in views))
            number, views = next(coming, (len(reports), None))

    def _reading(self, report: Report, views: Iterable[Seen]) -> Reading:
        events: list[tuple[Event, Glance]] = []
        marks: list[Landmark] = []
        pieces = 0
        attributions: list[Attribution] = []
        mentions: list[Mention] = []
        for view in views:  # one at a time: a view is megabytes
            events += self._events(report, view, pieces)
            attributions += self._attributions(report, view)
            found = list(self._mentions(report, view))
            mentions += found
            marks += landmarks(view, found, pieces)
            pieces += sum(view.window.fresh)
        return Reading(
            report,
            tuple(
                both_of_a_number(
                    report, like_the_number_before(look_beyond(events, marks, self.encoder.near))
                )
            ),
            tuple(attributions),
            tuple(mentions),
            model=self.name,
        )

    def _pointers(self, view: Seen, roles: Sequence[str], pieces: Iterable[Piece]) -> list[Array]:
        """Of each piece the log-probabilities ``[roles, 2, pieces]`` of its pointers."""
        return list(pointers(view, roles, [p.first for p in pieces], self.encoder.near, self.encoder.none))

    def _events(self, report: Report, view: Seen, before: int) -> Iterator[tuple[Event, Glance]]:
        """The events of a window, each with where it looks from; ``before``: fresh pieces of the windows before."""
        seen = tagged(view, "trigger", self.thresholds["trigger"])
        triggers = {p.first: by_its_word(p, cut(report, view, p.first, p.last).text) for p in seen}
        counted: dict[int, list[Count]] = {}
        numbers = [
            number
            for number in tagged(view, "count", self.thresholds["count"])
            if cut(report, view, number.first, number.last).text.strip(" ,.;:").lower() not in NO_NUMBERS
        ]
        numbers += unopened(view, "count", numbers, digits(report, view))
        numbers = numbers_told(report, view, numbers)
        seen_from = self._pointers(view, COUNT_ROLES, numbers)
        groups = [best(log[1], view.real, "of") for log in seen_from]
        for number, log, of in zip(numbers, seen_from, groups, strict=True):
            if _sizes_a_group(report, view, number, groups):
                continue
            trigger = self._trigger_of(report, view, number, triggers, log[0])
            if trigger is not None:
                trigger = _counted(trigger, number)
            if trigger is not None:
                triggers[trigger.first] = trigger
                counted.setdefault(trigger.first, []).append(_count(report, view, number, of, trigger.label))
        ordered = [triggers[first] for first in sorted(triggers)]
        logs = self._pointers(view, EVENT_ROLES, ordered)
        looks = glances(
            report,
            view,
            [(t.first, log[_SOUGHT_ROWS]) for t, log in zip(ordered, logs, strict=True)],
            self.encoder.near,
            self.encoder.none,
            before,
        )
        for trigger, log, look in zip(ordered, logs, looks, strict=True):
            yield self._event(report, view, trigger, counted.get(trigger.first, []), log), look

    def _trigger_of(
        self, report: Report, view: Seen, number: Piece, triggers: dict[int, Piece], log: Array
    ) -> Piece | None:
        """The trigger of its own sentence to which a number belongs; one that only the number points at is taken if
        the pointer is sure. A number with no trigger in its sentence names its happening itself ("Injured: 4,877")."""
        near = [i for i in triggers if one_sentence(report, view, i, number.first)]
        likeliest = max(near, key=lambda i: log[0, i], default=None)
        to = best(log, view.real, "trigger")
        if likeliest is not None and (log[0, likeliest] > -1.6 or to.where != "span"):
            return triggers[likeliest]
        kind = KIND_OF_MEASURE[number.label]
        if (
            to.where == "span"
            and to.score > self.thresholds["lone"]
            and view.window.fresh[to.first]
            and one_sentence(report, view, to.first, number.first)
        ):
            alone = Piece(to.first, to.last, kind, number.score * to.score)
            return triggers.get(to.first) or by_its_word(alone, cut(report, view, to.first, to.last).text)
        if likeliest is not None and log[0, likeliest] > -4:
            return triggers[likeliest]
        return Piece(number.first, number.last, kind, number.score) if number.score >= ITSELF else None

    def _event(self, report: Report, view: Seen, trigger: Piece, counts: list[Count], log: Array) -> Event:
        stance, sure = label_at(view, "stance", trigger.first)
        to = best_each(log, view.real, EVENT_ROLES)
        of_parties = (log[EVENT_ROLES.index(PARTIES[0])], log[EVENT_ROLES.index(PARTIES[1])])
        parties = (to[PARTIES[0]], to[PARTIES[1]])
        to |= zip(PARTIES, two_apart(of_parties, parties, view.real, PARTIES), strict=True)
        for role in ("says", "relay"):
            to[role] = apart_from(log[EVENT_ROLES.index(role)], to[role], view.real, trigger.first, role)
        words = cut(report, view, trigger.first, trigger.last)
        stated = to["quote"]
        quote = cut(report, view, stated.first, stated.last) if stated.where == "span" else None
        if quote is not None and quote.contains(words):
            held = [words, *(c.span for c in counts if quote.contains(c.span))]
            hold = report.cut(min(s.start for s in held), max(s.end for s in held))
            quote = in_one_sentence(report, quote, hold, LINE_END)
        return Event(
            words,
            trigger.label,
            stance,
            tuple(
                Argument(
                    role,
                    in_one_sentence(
                        report, cut(report, view, to[role].first, to[role].last, whole=role != "place")
                    ),
                    to[role].score,
                )
                for role in ARGUMENT_ROLES
                if to[role].where == "span"
            ),
            tuple(counts),
            tuple(_says(report, view, to)),
            quote if quote is not None and quote.contains(words) else None,
            calibrated(trigger.score, *self.calibration),
            sure,
            *(_chances(report, view, answers(log[EVENT_ROLES.index(r)], view.real)) for r in SOUGHT),
        )

    def _attributions(self, report: Report, view: Seen) -> Iterator[Attribution]:
        cues = tagged(view, "cue", self.thresholds["cue"])
        logs = self._pointers(view, CUE_ROLES, cues)
        sources, contents = (
            [best(log[i], view.real, role) for log in logs] for i, role in enumerate(CUE_ROLES)
        )
        pieces = [[(c.first, c.last)] if c.where == "span" else [] for c in contents]
        for first, last in _left_over(view, [p for own in pieces for p in own]):
            near = min(range(len(cues)), key=lambda i: abs(cues[i].first - first), default=None)
            if near is not None and abs(cues[near].first - first) <= FAR:
                pieces[near].append((first, last))
        for cue, source, content in zip(cues, sources, pieces, strict=True):
            yield Attribution(
                (cut(report, view, source.first, source.last),) if source.where == "span" else (),
                (cut(report, view, cue.first, cue.last),),
                tuple(cut(report, view, *piece) for piece in sorted(content)),
                cue.score,
            )

    def _mentions(self, report: Report, view: Seen) -> Iterator[Mention]:
        for tagger in ("time", "place", "name"):
            for piece in tagged(view, tagger, self.thresholds[tagger]):
                yield Mention(cut(report, view, piece.first, piece.last), piece.label, piece.score)


def _sizes_a_group(report: Report, view: Seen, number: Piece, groups: Iterable[Link]) -> bool:
    """True for the number of a group of which another number counts a part: "317 members of the two forces", "18 of 31
    vehicles"; "one of four arrested" tells of four."""
    start = view.window.starts[number.first]
    before = report.text[max(0, start - 40) : start]
    if OUT_OF.search(before):
        return True
    inside = any(g.where == "span" and g.first < number.first and number.last <= g.last for g in groups)
    return inside and DEFINITE.search(before) is not None


def _count(report: Report, view: Seen, number: Piece, of: Link, kind: str) -> Count:
    words = in_one_sentence(report, cut(report, view, of.first, of.last)) if of.where == "span" else None
    told = whole_number(report, cut(report, view, number.first, number.last))
    scope, _ = label_at(view, "scope", number.first)
    measure = FORCES.get(kind) or MEASURE_OF_KIND.get(kind, number.label)
    return Count(
        told,
        measure,
        beside_number(report, words, told) if words is not None else None,
        scope,
        number.score,
    )


def calibrated(score: float, slope: float, shift: float) -> float:
    """The probability that a claim is right, from the network's own score (Platt scaling on development data)."""
    score = min(max(score, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(slope * math.log(score / (1 - score)) + shift)))


def by_its_word(trigger: Piece, words: str) -> Piece:
    """The trigger as its word names it, where the network is unsure of the kind and the word names one mostly."""
    word, kinds = words.lower(), trigger_words()
    known = kinds.get(word) or kinds.get(word.removesuffix("s"))
    if known is None or trigger.score >= UNSURE or known[1] < MOSTLY:
        return trigger
    return replace(trigger, label=known[0])


def _counted(trigger: Piece, number: Piece) -> Piece | None:
    """The trigger as its number tells it, where the two do not go together and the number is sure: what kills is a
    ``kill``, whatever the word. None where neither can be believed."""
    measure = FORCES.get(trigger.label) or MEASURE_OF_KIND.get(trigger.label, number.label)
    if trigger.label in (KIND_OF_MEASURE[measure], *ALSO.get(measure, ())):
        return trigger
    sure = number.score > min(trigger.score, UNSURE)
    return replace(trigger, label=KIND_OF_MEASURE[number.label]) if sure else None


def _says(report: Report, view: Seen, to: dict[str, Link]) -> Iterator[Source]:
    """The claimant, then the relay around him; nothing for the report's own voice."""
    for role in ("says", "relay"):
        if to[role].where == "none":
            return
        link = to[role]
        span = cut(report, view, link.first, link.last) if link.where == "span" else None
        if span is not None:  # of two sentences' claimants that ran together, the event's own comes last
            span = with_its_office(report, in_one_sentence(report, span, report.cut(span.end - 1, span.end)))
        yield Source(span, to[role].score)


def _chances(report: Report, view: Seen, found: list[Link]) -> Chances:
    """What a pointer gives each answer: none, what the text does not name, words that may be meant."""
    none, other, *spans = found
    words = tuple((cut(report, view, a.first, a.last), a.score) for a in spans if a.score > SLIGHT)
    return Chances(words, none.score, other.score)


def _left_over(view: Seen, pointed: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Tagged content that no cue points at: the second half of a quotation that its speaker interrupts."""
    for piece in tagged(view, "content"):
        if not any(piece.first <= last and first <= piece.last for first, last in pointed):
            yield piece.first, piece.last
