"""The paragraphs of a page in document order, each with where it stands: what an extraction is checked against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from sayso.intake.clean import key


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BREAKS: Final = _names(
    "address article aside blockquote br dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section table tbody tr ul head quote item list row lb code"
)
_UNREAD: Final = _names(
    "script style noscript template svg iframe button select textarea object video audio canvas nav footer form"
)
_UNITS: Final = _names("p blockquote li h1 h2 h3 h4 h5 h6 dd dt pre td figcaption")
_ASIDE_NAMES: Final = (
    r"related recirc\w* promo\w* teaser\w* cards? most-?(?:popular|read) trending newsletter\w* sidebar recommend\w*"
    r" comments? sponsor\w* advert\w* outbrain taboola breadcrumbs? social-(?:share|links?|icons?|bar|buttons?)"
    r" share sharing subscribe signup more-(?:on|from|stories) read-?more author-bio next-article popup modal cookie\w*"
)
_ASIDE: Final = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_ASIDE_NAMES.split())})(?:$|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One paragraph of a page. ``home`` is its parent's tag and classes, ``aside`` whether it stands in a box beside
    the article, ``linked`` the share of its characters that are link text."""

    text: str
    key: str
    tag: str
    element: Any
    home: tuple[str, str]
    quoted: bool
    aside: bool
    linked: float


def lines(element: Any) -> Iterator[str]:
    """The element's text, broken where a browser breaks it, white space made single; empty lines left out."""
    pieces: list[str] = []
    for text in _pieces(element):
        if text is None:
            line = " ".join("".join(pieces).split()).removesuffix(" |")
            pieces.clear()
            if line:
                yield line
        else:
            pieces.append(text)


def _pieces(element: Any) -> Iterator[str | None]:
    """Texts in document order; None where a line ends."""
    from lxml import etree

    depth_skipped = None
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tail = node.tail if node is not element else None
        if event in {"comment", "pi"}:
            if depth_skipped is None and tail:
                yield tail
            continue
        breaks = node.tag in BREAKS
        if event == "start":
            if depth_skipped is None and node.tag in _UNREAD:
                depth_skipped = node
            if depth_skipped is None:
                if breaks:
                    yield None
                if node.text:
                    yield node.text
            continue
        if depth_skipped is node:
            depth_skipped = None
        elif depth_skipped is None:
            if breaks:
                yield None
            elif node.tag in {"td", "th", "cell"} and node.getnext() is not None:
                yield " | "
        if depth_skipped is None and tail:
            yield tail
    yield None


def blocks(tree: Any) -> list[Block]:
    """Every paragraph, list item, quotation, heading and bare text box of the page, in document order."""
    from lxml import etree

    found: list[Block] = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or tag == "head":
            walk.skip_subtree()
        elif tag in _UNITS or (tag in {"div", "section", "span"} and _bare(element)):
            walk.skip_subtree()
            found.extend(_blocks_of(element, tag))
        elif tag in {"div", "section", "article"} and (text := _opening(element)):
            found.append(_block(element, tag, text))
    return found


def _opening(element: Any) -> str | None:
    """Running text with which a box opens before its first paragraph or break: a lede without its own element."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in BREAKS or child.tag in _UNREAD:
            break
        pieces += ["".join(child.itertext()), child.tail or ""]
    text = " ".join("".join(pieces).split())
    return text if len(text) >= 60 else None


def _bare(element: Any) -> bool:
    """A box with running text of its own and no paragraphs inside."""
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    return len(own.strip()) >= 40 and not any(d.tag in _UNITS for d in element.iterdescendants())


def _blocks_of(element: Any, tag: str) -> Iterator[Block]:
    first: Block | None = None
    for text in lines(element):
        if name := key(text):
            first = first or _block(element, tag, text)
            yield replace(first, text=text, key=name)


def _block(element: Any, tag: str, text: str) -> Block:
    parent = element.getparent()
    home = (str(parent.tag), parent.get("class") or "") if parent is not None else ("", "")
    quoted = tag == "blockquote" or any(a.tag == "blockquote" for a in element.iterancestors())
    return Block(text, key(text), tag, element, home, quoted, in_aside(element), _linked(element))


def in_aside(element: Any) -> bool:
    """True inside a box that its tag or class marks as beside the article, or inside a link to another page."""
    for node in (element, *element.iterancestors()):
        if (
            node.tag in {"aside", "nav", "footer", "a"}
            or _ASIDE.search(node.get("class") or "")
            or _ASIDE.search(node.get("id") or "")
        ):
            # A class on the whole page's frame ("has-sidebar") says nothing about this paragraph.
            return node.tag not in {"body", "html", "article", "main"}
    return False


def _linked(element: Any) -> float:
    total = len("".join(element.itertext()).strip())
    if not total:
        return 0.0
    return float(sum(len("".join(a.itertext()).strip()) for a in element.iter("a")) / total)
