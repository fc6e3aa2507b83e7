"""An alert in words for people: a mail's text, a feed entry's text, each figure with its words, say-so and report."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from sayso.brief.brief import says_words
from sayso.brief.sentence import Cite
from sayso.brief.words import clean, moment_words, quoted
from sayso.watch.alert import cites_of

_WIDTH: Final = 76
_SUBJECT: Final = 120


def subject(alerts: Sequence[dict[str, Any]], prefix: str) -> str:
    """``[sayso] Killed in Almaty rises``; of several rules, their names, and how many alerts in all."""
    rules = list(dict.fromkeys(clean(row["rule"]) for row in alerts))
    head = f"[{clean(prefix)}] " if prefix else ""
    count = f"{len(alerts)} alerts: " if len(alerts) > 1 else ""
    words = f"{head}{count}{'; '.join(rules)}"
    return words if len(words) <= _SUBJECT else words[: _SUBJECT - 1] + "…"


def body(alerts: Sequence[dict[str, Any]]) -> str:
    """The alerts one after the other as plain text, under the names of their rules."""
    return "\n".join(
        line for rule, those in groupby(alerts, lambda row: row["rule"]) for line in _of_rule(rule, those)
    )


def _of_rule(rule: str, alerts: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield from (*_wrapped(clean(rule).upper(), ""), "")
    for row in alerts:
        yield from _wrapped(clean(row["words"]), "")
        for number, cite in enumerate(cites_of(row), 1):
            yield from _wrapped(f"[{number}] {source_words(cite)}", "    ")
            if cite.url:
                yield f"    {clean(cite.url)}"
        yield f"    (alert {row['id']}, {moment_words(row['at'])})"
        yield ""


def source_words(cite: Cite) -> str:
    """``“26 had been killed” – interior ministry, via Interfax. “Title”, Steppe Wire, 7 January 2022, claim c1.``"""
    figure = f", the figure “{cite.figure}”" if cite.figure and cite.figure not in cite.quote else ""
    title = f"“{quoted(cite.title)}”, " if cite.title and cite.title != cite.quote else ""
    claim = f", claim {cite.claim}" if cite.claim else ""
    return f"“{quoted(cite.quote)}”{figure} – {says_words(cite)}. {title}{cite.origin()}{claim}."


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
