"""A brief as plain text, no line wider than 78 characters, and as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from sayso.brief.brief import Brief, empty_words, left_words, says_words
from sayso.brief.sentence import Cite, Sentence
from sayso.brief.words import quoted

WIDTH: Final = 78
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_text(brief: Brief, desk: str | None = None) -> str:
    """The brief as plain text. ``desk``: the address of a running ``sayso serve``, to link claims to."""
    return "\n".join(_text(brief, desk)) + "\n"


def _text(brief: Brief, desk: str | None) -> Iterator[str]:
    yield from _wrapped(brief.title.upper(), "")
    yield ""
    for line in brief.head:
        yield from _wrapped(line, "")
    if nothing := empty_words(brief):
        yield from ("", *_wrapped(nothing, ""))
    numbers = numbered(brief)
    for section in brief.sections:
        yield from ("", section.heading, "-" * len(section.heading))
        for sentence in section.sentences:
            marks = "".join(f" [{n}]" for n in refs(sentence, numbers))
            yield from _wrapped(f"- {sentence.words}{marks}", "  ")
        if section.left:
            yield f"  … {left_words(section)}"
    if numbers:
        yield from ("", "Sources", "-------")
    for cite in brief.cites():
        head = f"[{numbers[cite.claim, cite.report]}] "
        yield from _wrapped(
            f"{head}“{quoted(cite.quote)}” – {says_words(cite)}. {_where(cite)}", " " * len(head)
        )
        if address := link(cite, desk):
            yield " " * len(head) + address


def _where(cite: Cite) -> str:
    title = f"“{cite.title}”, " if cite.title and cite.title != cite.quote else ""
    return f"{title}{cite.origin()}" + (f", claim {cite.claim}" if cite.claim else "") + "."


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def to_markdown(brief: Brief, desk: str | None = None) -> str:
    """The brief as Markdown (CommonMark): each sentence with links to its reports."""
    return "\n".join(_markdown(brief, desk)) + "\n"


def _markdown(brief: Brief, desk: str | None) -> Iterator[str]:
    yield from (f"# {_escaped(brief.title)}", "", _escaped(" ".join(brief.head)))
    if nothing := empty_words(brief):
        yield from ("", nothing)
    numbers = numbered(brief)
    by_number = {numbers[c.claim, c.report]: c for c in brief.cites()}
    for section in brief.sections:
        yield from ("", f"## {section.heading}", "")
        for sentence in section.sentences:
            marks = "".join(f" {_mark(n, by_number[n], desk)}" for n in refs(sentence, numbers))
            yield f"- {_escaped(sentence.words)}{marks}"
        if section.left:
            yield f"- … {left_words(section)}"
    if numbers:
        yield from ("", "## Sources", "")
    for number, cite in by_number.items():
        title = _escaped(f"{cite.title or 'untitled'}, {cite.origin()}")
        address = link(cite, desk)
        where = f"[{title}](<{address}>)" if address else title
        claim = f", claim `{cite.claim}`" if cite.claim else ""
        yield f"{number}. “{_escaped(quoted(cite.quote))}” – {_escaped(says_words(cite))}. {where}{claim}."


def _mark(number: int, cite: Cite, desk: str | None) -> str:
    address = link(cite, desk)
    return f"[\\[{number}\\]](<{address}>)" if address else f"\\[{number}\\]"


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\1", words)


def numbered(brief: Brief) -> dict[tuple[str, str], int]:
    """Claim and report → the number under which the brief cites it."""
    return {(cite.claim, cite.report): n for n, cite in enumerate(brief.cites(), 1)}


def refs(sentence: Sentence, numbers: dict[tuple[str, str], int]) -> list[int]:
    """The numbers that a sentence cites."""
    return [numbers[c.claim, c.report] for c in sentence.cites]


def link(cite: Cite, desk: str | None) -> str | None:
    """Where to look: the claim on the desk, if one is named, else the report's own address."""
    if desk:
        path = f"claims/{cite.claim}" if cite.claim else f"reports/{quote(cite.report, safe=':')}"
        return f"{desk.rstrip('/')}/{path}"
    return re.sub(r"[\s<>\"]", lambda m: f"%{ord(m[0]):02X}", cite.url) if cite.url else None
