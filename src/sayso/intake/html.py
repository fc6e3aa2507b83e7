"""An HTML page to a `Report`: title, body and captions as text, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sayso.core.errors import InputError
from sayso.core.ids import report_id
from sayso.core.report import Part, Report
from sayso.intake.body import Paragraph, body
from sayso.intake.captions import caption_elements, captions
from sayso.intake.clean import key, kind_of
from sayso.intake.encoding import decode
from sayso.intake.language import refuse_foreign, require_english
from sayso.intake.metadata import Page, page
from sayso.intake.notices import notice
from sayso.intake.published import Dates, date_line, of_page
from sayso.intake.wire import agency

_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")  # not allowed in XML
_MOST_ELEMENTS: Final = 100_000
_MOST_ATTRIBUTES: Final = 5_000
_LONG_TAG: Final = re.compile(r"""<[A-Za-z](?=[^<]{9999})(?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_VALUE: Final = re.compile(r""""[^"]*+"|'[^']*+'""")
_FEWEST_WORDS: Final = 8
_STUB_WORDS: Final = 120
_STUB: Final = re.compile(
    r"to continue reading|continue reading with|to read (?:the |this )?(?:full|rest|entire)"
    r"|subscribe (?:now )?to (?:read|continue|unlock|get)|already an? (?:member|subscriber)"
    r"|(?:log|sign) in to (?:read|continue)|register to (?:read|continue)|(?:for|exclusive to) (?:our )?subscribers"
    r"|subscribers? only|unlock (?:this|the) (?:article|story)"
)


def read_html(
    data: bytes | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    file_name: str | None = None,
    any_language: bool = False,
) -> Report:
    """The report of one page.

    ``url`` is the address it came from, used where the page names none, as is a date in ``file_name``; ``charset`` what
    its server declared. Raises InputError where there is no article text, or it is not English (unless
    ``any_language``, for measuring).
    """
    text = data if isinstance(data, str) else decode(data, charset)
    if not any_language:
        refuse_foreign(text)
    tree = parse(text)
    about = page(tree)
    elements = caption_elements(tree)
    paragraphs = body(tree, about, captions(elements), elements)
    kept, credit_lines = _sorted_out(paragraphs, about)
    if sum(len(p.text.split()) for p in kept if p.part == "body") < _FEWEST_WORDS:
        raise InputError(
            "no article text was found in the page; is it a list of links, a video or an empty page?"
        )
    prose = " ".join(p.text for p in kept if p.part == "body")
    language = None if any_language else require_english(prose)
    dates = of_page(tree, about, url, file_name)
    report = _report(about, kept, credit_lines, dates, about.url or url)
    words = len(prose.split())
    stub = words < _STUB_WORDS and _STUB.search(_page_words(tree))
    notes = (f"the page seems to be a paywall stub: {words} words of text",) if stub else ()
    return replace(report, language=language, notes=report.notes + notes)


def parse(text: str) -> Any:
    """The page as an lxml tree; raises InputError if nothing in it is HTML."""
    from lxml import etree, html

    text = _FORBIDDEN.sub("", text).strip()
    if not text:
        raise InputError("the page is empty.")
    _refuse_traps(text)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise InputError("the page holds no HTML that can be read.") from None
    return tree


def _refuse_traps(text: str) -> None:
    """Raises InputError for what takes the parser and whoever walks its tree minutes, in code that no limit of time can
    end: attributes of one element are compared with each other, and elements with what stands around them."""
    if text.count("<") > 2 * _MOST_ELEMENTS:
        raise InputError(f"the page has more than {_MOST_ELEMENTS:,} elements; no page of news has so many.")
    for tag in _LONG_TAG.finditer(text):
        if len(_VALUE.sub(" ", tag[0]).split()) > _MOST_ATTRIBUTES:
            raise InputError(
                f"an element of the page has more than {_MOST_ATTRIBUTES:,} attributes; it is made to hang a reader."
            )


def _sorted_out(paragraphs: Sequence[Paragraph], about: Page) -> tuple[list[Paragraph], list[str]]:
    """What is read, and the credits of the text, not of its photos; headline, byline and date lines said again go."""
    names = {key(t) for t in (about.title or "", *about.titles)} | {
        key(about.byline or ""),
        key(about.publisher or ""),
    }
    seen: set[str] = set()
    kept: list[Paragraph] = []
    credit_lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        kind = "credit" if paragraph.part == "credit" else kind_of(paragraph.text)
        if kind is None and number < 6 and paragraph.part == "body" and date_line(paragraph.text):
            kind = "credit"
        name = key(paragraph.text)
        if kind == "credit" and paragraph.part == "body":
            credit_lines.append(paragraph.text)
        elif kind is None and name not in names and not (name in seen and len(name) > 30):
            seen.add(name)
            kept.append(paragraph)
    return kept, credit_lines


def _report(
    about: Page, kept: Sequence[Paragraph], credit_lines: Sequence[str], dates: Dates, url: str | None
) -> Report:
    text, parts = _joined(about.title, kept)
    prose = [p.text for p in kept if p.part == "body"]
    published, updated = dates.published, dates.updated
    day = published.day if published else None
    return Report(
        id=report_id(text, day, url),
        text=text,
        parts=parts,
        title=about.title,
        published=day,
        published_time=published.time if published else None,
        publisher=about.publisher,
        byline=about.byline,
        agency=agency(about.byline, prose, credit_lines),
        updated=(updated.time or updated.day) if updated else None,
        notice=notice(about.title, [*prose[:2], *prose[-2:]]),
        url=url,
        notes=(dates.note,) if dates.note else (),
    )


def _joined(title: str | None, kept: Sequence[Paragraph]) -> tuple[str, tuple[Part, ...]]:
    pieces = ([Paragraph("title", title)] if title else []) + list(kept)
    parts = []
    offset = 0
    for piece in pieces:
        parts.append(Part(piece.part, offset, offset + len(piece.text)))
        offset += len(piece.text) + 2
    return "\n\n".join(p.text for p in pieces), tuple(parts)


def _page_words(tree: Any) -> str:
    return " ".join(
        "".join(tree.itertext("div", "p", "span", "a", "button", "h2", "h3", "section")).lower().split()
    )
