"""A brief as one HTML file that asks nothing of any other address: for screens, phones and one printed page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from sayso.brief.brief import Brief, empty_words, left_words, says_words
from sayso.brief.sentence import Cite
from sayso.brief.text import link, numbered, refs
from sayso.brief.words import quoted

_CSS: Final = """
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #595959; --line: #d5d5d0; --paper: #fdfdfb; --link: #174ea6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --soft: #aaa7a0; --line: #3b3a37; --paper: #171715; --link: #8ab4f8; }
}
body { margin: 0 auto; padding: 2rem 1.2rem; max-width: 46rem; background: var(--paper); color: var(--ink);
  font: 16px/1.45 Charter, "Bitstream Charter", Cambria, Georgia, serif; font-variant-numeric: lining-nums; }
h1 { font-size: 1.45rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font: 600 .82rem/1.3 system-ui, sans-serif; letter-spacing: .04em; text-transform: uppercase; color: var(--soft);
  border-top: 1px solid var(--line); padding-top: .55rem; margin: 1.2rem 0 .35rem; }
.head { color: var(--soft); margin: 0; }
ul { margin: 0; padding: 0; list-style: none; }
li { margin: 0 0 .4rem; overflow-wrap: anywhere; }
.left { color: var(--soft); }
a { color: var(--link); }
sup { line-height: 0; font: .68em system-ui, sans-serif; }
sup a { text-decoration: none; padding: 0 .08em; }
ol { margin: 0; padding-left: 1.7rem; font-size: .84rem; line-height: 1.4; }
ol li { margin-bottom: .3rem; }
ol li::marker { color: var(--soft); }
ol li:target { background: color-mix(in srgb, var(--link) 14%, transparent); }
code { font-size: .92em; color: var(--soft); }
@media print { /* the brief on one page, its sources on the back */
  @page { size: A4; margin: 11mm 14mm; }
  body { font-size: 8.8pt; line-height: 1.24; padding: 0; max-width: none; }
  h1 { font-size: 13pt; } h2 { break-after: avoid; margin: .6rem 0 .2rem; padding-top: .3rem; font-size: 7.4pt; }
  li { break-inside: avoid; margin-bottom: .12rem; } a { color: inherit; }
  .sources { break-before: page; } ol { columns: 2; column-gap: 1.6rem; font-size: 7.6pt; line-height: 1.25; }
}
"""


def to_html(brief: Brief, desk: str | None = None) -> str:
    """The brief as a page. All that comes from reports is escaped; links lead to reports or to the desk alone."""
    return "\n".join(_lines(brief, desk)) + "\n"


def _lines(brief: Brief, desk: str | None) -> Iterator[str]:
    title = escape(brief.title)
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f"<title>{title}</title><style>{_CSS}</style></head><body><main>"
    yield f"<h1>{title}</h1>"
    yield f'<p class="head">{escape(" ".join(brief.head))}</p>'
    if nothing := empty_words(brief):
        yield f"<p>{escape(nothing)}</p>"
    numbers = numbered(brief)
    for section in brief.sections:
        yield f"<section><h2>{escape(section.heading)}</h2><ul>"
        for sentence in section.sentences:
            marks = " ".join(f'<a href="#source-{n}">{n}</a>' for n in refs(sentence, numbers))
            yield f"<li>{escape(sentence.words)} <sup>{marks}</sup></li>"
        if section.left:
            yield f'<li class="left">… {escape(left_words(section))}</li>'
        yield "</ul></section>"
    if numbers:
        yield '<section class="sources"><h2>Sources</h2><ol>'
        for cite in brief.cites():
            yield _source(cite, numbers[cite.claim, cite.report], desk)
        yield "</ol></section>"
    yield "</main></body></html>"


def _source(cite: Cite, number: int, desk: str | None) -> str:
    title = escape(cite.title or "untitled")
    address = link(cite, desk)
    shown = f'<a href="{escape(address)}" rel="noreferrer">{title}</a>' if address else title
    claim = f" <code>{escape(cite.claim)}</code>" if cite.claim else ""
    words = f"“{escape(quoted(cite.quote))}” – {escape(says_words(cite))}. {shown}, {escape(cite.origin())}."
    return f'<li id="source-{number}">{words}{claim}</li>'
