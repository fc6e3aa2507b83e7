"""Which time an event hangs on: a conditional logit over the report's time expressions, its publication day and none.

Candidates are the expressions of the event's sentence and of those around it, each with the readings that it allows
("since 2012" as the span up to now or as 2012 alone), the publication day, and no time. Weights:
``tables/when_weights.json``, fitted by ``tables/when_weights.py`` on the training claims; the task is the event-to-time
part of a temporal dependency graph (Yao et al. 2020).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from sayso.core.reading import Chances
from sayso.core.report import Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import TimeExpression, When, precision_of
from sayso.resolve.when_features import Telling as Telling
from sayso.resolve.when_features import event_words, of_none, of_telling, of_time

_CARRIED: Final = re.compile(r"^\W{0,3}(?:when|as|after|with|and)\b", re.IGNORECASE)
_BACK_REACH: Final = 6
_SINCE_REACH: Final = 160
RULE_WEIGHT: Final = 1.5
UNSEEN: Final = 0.01
"""How the rules' score (log-odds) and the reader's log-probabilities are added; chosen on the development claims."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its words (None for the publication day and for no time), its value, what speaks for it."""

    time: TimeExpression | None
    value: str | None
    features: tuple[str, ...]


def hang(
    trigger: Span, times: tuple[TimeExpression, ...], report: Report, kind: str | None = None
) -> When | None:
    """The time of the event with this trigger, or None where the report gives it none.

    ``basis`` tells whether the event's own sentence names it (``words``), the telling around it carries it
    (``narrative``) or only the publication day is known (``published``, without words).
    """
    return hang_in(trigger, Telling.of(report, times), kind)


def hang_in(
    trigger: Span, telling: Telling, kind: str | None = None, *, chances: Chances | None = None
) -> When | None:
    """The same for one of many events of a report; ``chances`` is what a reader gives each answer, if it weighs."""
    found = options(trigger, telling, kind)
    return when_for(best_of(found, shipped_weights(), chances), trigger, telling)


def best_of(found: Sequence[Option], weights: Mapping[str, float], chances: Chances | None = None) -> Option:
    """The option that most speaks for: by the weights alone, or with what the reader gives it (a product of experts,
    Hinton 2002)."""
    both = scores_of(found, weights, chances)
    return found[both.index(max(both))]


def scores_of(
    found: Sequence[Option], weights: Mapping[str, float], chances: Chances | None = None
) -> list[float]:
    """What speaks for each option, in log-odds against each other."""
    told = [sum(weights.get(f, 0.0) for f in o.features) for o in found]
    if chances is None:
        return told
    return [RULE_WEIGHT * t + _log_chance(o, chances) for t, o in zip(told, found, strict=True)]


def _log_chance(option: Option, chances: Chances) -> float:
    """The reader's log-probability of an option, never less than `UNSEEN`."""
    if option.time is not None:
        seen = chances.of(option.time.span)
    else:
        seen = chances.none if option.value is None else chances.other
    return math.log(max(seen, UNSEEN))


def when_for(best: Option, trigger: Span, telling: Telling) -> When | None:
    """The time of an option as a claim carries it."""
    if best.value is None:
        return None
    if best.time is None:
        return When(NOWHERE, best.value, precision_of(best.value), "published")
    here = telling.sentences.between(trigger, best.time.span) == 0
    return When(best.time.span, best.value, precision_of(best.value), "words" if here else "narrative")


@lru_cache(maxsize=1)
def shipped_weights() -> dict[str, float]:
    """The weights that come with the package, by feature."""
    file = resources.files("sayso.resolve") / "tables" / "when_weights.json"
    weights: dict[str, float] = json.loads(file.read_text("utf-8"))
    return weights


def options(trigger: Span, telling: Telling, kind: str | None) -> list[Option]:
    """All answers that come into question, each with its features."""
    here = telling.sentences.index(trigger.start)
    event = event_words(trigger, telling, here)
    out: list[Option] = []
    near = [i for i, n in enumerate(telling.numbers) if here - _BACK_REACH <= n <= here + 1 or n <= 2]
    same = [i for i in near if telling.numbers[i] == here]
    earlier = [i for i in near if telling.numbers[i] < here]
    last_before = earlier[-1] if earlier else -1
    for i in near:
        features = list(of_time(trigger, telling, i, here, event))
        features += of_telling(trigger, telling, i, kind, features[0])
        features.append("last_told" if i == last_before else "not_last_told")
        features += [
            f"{'here' if same else 'nothing_here'}_{features[0]}",
            f"only_here_{len(same) == 1}_{features[0]}",
        ]
        for value, reading in _readings(trigger, telling.times[i], telling):
            own = (
                *features,
                f"reading_{reading}",
                f"reading_{reading}_{features[0]}",
                f"reading_{reading}_{event.perfect}_{event.lasting}",
                f"reading_{reading}_{event.many}_{'/' in value}",
            )
            out.append(Option(telling.times[i], value, own))
    out.append(Option(None, None, tuple(of_none("none", telling, here, kind, event, bool(same)))))
    if telling.published:
        out.append(
            Option(
                None, telling.published, tuple(of_none("published", telling, here, kind, event, bool(same)))
            )
        )
    return out


def _readings(trigger: Span, time: TimeExpression, telling: Telling) -> Iterator[tuple[str, str]]:
    """The values that an expression allows: "since X" the span up to now and X itself, of a range each end."""
    assert time.when is not None
    yield time.when, time.function
    first, _, last = time.when.partition("/")
    if time.function in ("since", "until") and last:
        after = telling.report.text[time.span.end : time.span.end + 12]
        held = trigger.start > time.span.end and bool(_CARRIED.match(after))
        yield (first if time.function == "since" else last), f"end_{held}"
    elif (
        time.function in ("plain", "as_of")
        and telling.published
        and not last
        and time.when < telling.published
    ):
        text = telling.report.text
        if re.search(
            r"\b(?:have|has|had)\s(?:\w+\s){0,3}$", text[max(0, trigger.start - 40) : trigger.start].lower()
        ):
            low, high = min(time.span.end, trigger.end), max(time.span.start, trigger.start)
            since = bool(re.search(r"\bsince\b", text[low:high].lower())) and high - low < _SINCE_REACH
            yield f"{first}/{telling.published}", f"from_then_{since}_{time.span.end < trigger.start}"
