"""Who is said to say it, by plain cues: "X said", "according to X", "X, cited by Y, said", "X told Y"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sayso.core.reading import Attribution
from sayso.core.report import Report
from sayso.core.sentences import Sentences
from sayso.core.span import Span

_LEAST_PRECISION = 0.5
_LEAST_CONTENT = 30
_RELAY = re.compile(
    r",?\s(?:as\s)?(?:cited|quoted|carried|reported)\sby\s(?:the\s)?(?P<relay>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*)"
)
_ACCORDING = re.compile(
    r"\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoting)\s(?P<source>[^,.;\"”]+?)(?=[,.;\"”]|\ssaid\b|\sas\b|$)"
)
_TOLD = re.compile(r"\btold\s(?:the\s)?(?P<relay>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*)")
_UNNAMED = re.compile(
    r"\b(?:it (?:was|is|has been) (?:reported|said|claimed|believed)|reportedly"
    r"|(?:was|were|has been|have been|is|are) (?:widely )?(?:reported|believed|said to))\b"
)
_PHRASE_STOP = re.compile(
    r"[,;:.\"“”]\s?|\s(?:but|and that|while|as|because|when|after|that)\s"
    r"|^(?:On|In|Last|Late|Early|Earlier)\s\w+\s(?=[a-zA-Z]+\s)"
)
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s(?:\w+ly\s)?$")
_LONGEST_SOURCE = 12
_LAST_PHRASE = re.compile(
    r"\b(?:the|a|an|another)\s(?:(?!\b(?:the|a|an|another|on|in|and)\b)[^,.;])*$"
    r"|\b[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*$|\b\w+$"
)
_QUOTED = re.compile(r"^[\"“][^\"”]+[\"”]?\.?$")


@cache
def _cue() -> re.Pattern[str]:
    """One pattern of all cue verbs: X <cue> … or … <cue> X."""
    table = json.loads(files("sayso.reader").joinpath("lexicon.json").read_text("utf-8"))
    words = sorted(
        (w for w, p in table["cues"].items() if p >= _LEAST_PRECISION and w != "according"),
        key=len,
        reverse=True,
    )
    return re.compile(r"\b(?:(?:has|have|had)\s)?(?:also\s)?(?:" + "|".join(map(re.escape, words)) + r")\b")


def attributions(report: Report, lines: Sentences) -> tuple[Attribution, ...]:
    """Attributions in text order; a wholly quoted sentence after one carries it on, without source and cue."""
    found: list[Attribution] = []
    speaking = False
    for sentence in lines.spans:
        here = list(_in_sentence(report, sentence))
        if not here and speaking and _QUOTED.match(sentence.text):
            here = [Attribution((), (), (sentence,))]
        speaking = bool(here)
        found += here
    return tuple(found)


def _in_sentence(report: Report, sentence: Span) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(report.text, sentence.start, sentence.end):
        source = report.cut(*match.span("source"))
        cue = report.cut(match.start(), match.start("source") - 1)
        yield Attribution((source,), (cue,), _rest(report, sentence, match.start(), match.end()))
    found = _cue().finditer(report.text, sentence.start, sentence.end)
    cue_match = next((m for m in found if _is_active(report.text, m)), None)
    if cue_match is None:
        unnamed = _UNNAMED.search(sentence.text)
        if unnamed:
            start = sentence.start + unnamed.start()
            yield Attribution((), (report.cut(start, start + len(unnamed.group())),), (sentence,))
        return
    yield from _by_verb(report, sentence, report.cut(*cue_match.span()))


def _is_active(text: str, cue: re.Match[str]) -> bool:
    """Not "was reported" and not "cited by"."""
    return not text.startswith(" by ", cue.end()) and not _PASSIVE.search(
        text[max(0, cue.start() - 12) : cue.start()]
    )


def _by_verb(report: Report, sentence: Span, cue: Span) -> Iterator[Attribution]:
    """ "X said …", "…, X said", "…, said X", with the relay of "X, cited by Y, said" and "X told Y"."""
    text = report.text
    before = text[sentence.start : cue.start]
    relay = _RELAY.search(before)
    stop = sentence.start + relay.start() if relay else cue.start
    source = _subject(report, sentence.start, stop)
    closes = len(text[cue.end : sentence.end].strip()) < _LEAST_CONTENT
    if source is None:
        source = _inverted(report, sentence, cue) or (_closing(report, sentence, cue) if closes else None)
    if source is None:
        return
    content = _content(report, sentence, source, cue)
    if not content:
        return
    yield Attribution((source,), (cue,), content)
    told = _TOLD.match(text, cue.start, sentence.end)
    outer = relay or told
    if outer:
        base = sentence.start if relay else 0
        name = report.cut(base + outer.start("relay"), base + outer.end("relay"))
        by = report.cut(base + outer.start(), name.start).text if relay else ""
        how = report.cut(name.start - len(by.lstrip(", ")), name.start - 1) if by else cue
        yield Attribution((name,), (how,), (sentence,))


def _content(report: Report, sentence: Span, source: Span, cue: Span) -> tuple[Span, ...]:
    """What is said: the words before "…, X said", else those after it; both where both are long."""
    first, second = sorted((source, cue))
    leading = report.text[sentence.start : first.start]
    tail = report.text[second.end : sentence.end].strip(' .,”"')
    pieces = []
    closed = leading.rstrip()[-1:] in (",", '"', "”", ".") or len(tail) < _LEAST_CONTENT
    if len(leading) > _LEAST_CONTENT and closed:
        pieces.append(report.cut(sentence.start, first.start))
    if tail and (not pieces or len(tail) > 2 * _LEAST_CONTENT):
        pieces.append(report.cut(second.end, sentence.end))
    return tuple(pieces)


def _rest(report: Report, sentence: Span, start: int, end: int) -> tuple[Span, ...]:
    """The sentence without the words from ``start`` to ``end``."""
    pieces = ((sentence.start, start), (end, sentence.end))
    return tuple(report.cut(a, b) for a, b in pieces if b - a > 3)


def _subject(report: Report, start: int, stop: int) -> Span | None:
    """The noun phrase that ends at ``stop``: from the last mark or conjunction before it."""
    words = report.text[start:stop].rstrip(" ,")
    begin = 0
    for match in _PHRASE_STOP.finditer(words):
        begin = match.end()
    phrase = words[begin:].strip()
    if not phrase or len(phrase.split()) > _LONGEST_SOURCE:
        return None
    at = start + words.rindex(phrase)
    return report.cut(at, at + len(phrase))


def _closing(report: Report, sentence: Span, cue: Span) -> Span | None:
    """ "… killed 21 people a monitor said": without a comma, from the last article, else the last name or word."""
    match = _LAST_PHRASE.search(report.text[sentence.start : cue.start].rstrip())
    if match is None or len(match.group().split()) > _LONGEST_SOURCE:
        return None
    return report.cut(sentence.start + match.start(), sentence.start + match.end())


def _inverted(report: Report, sentence: Span, cue: Span) -> Span | None:
    """ "…," said the minister."""
    match = re.compile(r"\s([^,.;:\"“]+)").match(report.text, cue.end, sentence.end)
    return report.cut(*match.span(1)) if match and len(match.group(1).split()) < _LONGEST_SOURCE else None
