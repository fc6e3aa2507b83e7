"""The running text of a page: trafilatura's extraction, checked against the page itself and mended where it lost text.

trafilatura (Barbaresi 2021, ACL demo) decides which part of the page is the article. Three kinds of loss are then made
good from the page's own paragraphs: paragraphs of the article's container that were dropped, quotations between kept
paragraphs, and a lede that stands in a box of its own. Captions are put back where they stand.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sayso.intake.blocks import Block, blocks, lines
from sayso.intake.captions import Caption
from sayso.intake.clean import key, kind_of
from sayso.intake.metadata import Page

_NEAR: Final = 15  # paragraphs
_FEW_CHILDREN: Final = 4
_SHORT: Final = 250  # characters; less than this is no article but a failed extraction or a stub
_TEASER_MARKS: Final = ("h2", "h3", "h4", "h5", "img")
_LEDE: Final = 60
_MICRODATA: Final = frozenset(
    {"publisher", "logo", "image", "datePublished", "dateModified", "thumbnailUrl", "mainEntityOfPage"}
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the report: ``body`` or ``caption``, or a ``credit`` that is kept apart from the text."""

    part: str
    text: str


def body(
    tree: Any, page: Page, captions: Sequence[Caption], caption_elements: Sequence[Any]
) -> list[Paragraph]:
    """Paragraphs and captions of the article in page order, credits last; empty if the page holds no article."""
    found = blocks(tree)
    kept = _extracted(tree, caption_elements)
    if page.body and len(page.body) > 1.6 * sum(map(len, kept)) + _SHORT:
        kept = _declared(page.body)
    elif page.body and len(kept) == 1 and key(kept[0])[:_LEDE] in key(page.body):
        kept = _declared(page.body)  # the extraction fell back on the same text, but lost its paragraphs
    elif sum(map(len, kept)) < _SHORT:
        kept = _baseline(tree) or kept
    taken = {key(c.text) for c in captions}
    kept = [text for text in kept if key(text) and key(text) not in taken]
    placed = _mended(kept, found, page)
    return _ordered(placed, captions, found, tree)


def _extracted(tree: Any, caption_elements: Sequence[Any]) -> list[str]:
    import trafilatura

    twin = _pruned(tree, caption_elements)
    document = trafilatura.bare_extraction(twin, include_comments=False, with_metadata=False)
    found = getattr(document, "body", None)
    return list(lines(found)) if found is not None else []


def _baseline(tree: Any) -> list[str]:
    import trafilatura

    element, _, _ = trafilatura.baseline(copy.deepcopy(tree))
    return list(lines(element))


def _declared(text: str) -> list[str]:
    """The articleBody that a page declares in its JSON-LD, as paragraphs; markup in it is stripped."""
    from lxml import html

    if re.search(r"</?(?:p|br|div|a|strong|em)\b", text):
        return list(lines(html.fragment_fromstring(text, create_parent="div")))
    return [" ".join(line.split()) for line in re.split(r"\n+", text) if line.strip()]


def _pruned(tree: Any, caption_elements: Sequence[Any]) -> Any:
    """A copy of the page without captions (read apart), link-only lines ("Read more" by another name) and pop-ups."""
    twin = copy.deepcopy(tree)
    for element in [_same(twin, original) for original in caption_elements]:
        _drop(element)
    for element in list(twin.iter("ul", "ol")):
        items = element.findall("li")
        if len(items) > 1 and all(_only_link(item) or _is_teaser(item) for item in items):
            _drop(element)
    for element in list(twin.iter("p", "h2", "h3", "h4", "h5", "div")):
        if element.getparent() is not None and _only_link(element):
            _drop(element)
    for element in reversed(list(twin.iter("span", "div"))):
        if element.getparent() is not None and (_is_popup(element) or element.get("itemprop") in _MICRODATA):
            _drop(element)
    return twin


def _is_teaser(item: Any) -> bool:
    """A list item that leads to another report: a link with a heading or a picture."""
    return item.find(".//a") is not None and any(item.find(f".//{tag}") is not None for tag in _TEASER_MARKS)


def _is_popup(element: Any) -> bool:
    """An inline box within a sentence that holds a picture and several links: a card shown on hovering over a name."""
    if element.tag != "span" or element.find("p") is not None or len(element.findall(".//a")) < 2:
        return False
    return element.find(".//img") is not None and any(a.tag == "p" for a in element.iterancestors())


def _same(twin: Any, original: Any) -> Any:
    """The element of a copied tree that stands where ``original`` stands in its own."""
    steps = []
    node = original
    while node.getparent() is not None:
        steps.append(node.getparent().index(node))
        node = node.getparent()
    for step in reversed(steps):
        twin = twin[step]
    return twin


def _only_link(element: Any) -> bool:
    """True where nearly all words are links, and no sentence ends: "Read more" by another name."""
    if element.tag == "div" and len(element) > _FEW_CHILDREN:
        return False
    links = element.findall(".//a")
    if not links or element.find(".//p") is not None:
        return False
    text = key("".join(element.itertext()))
    linked = sum(len(key("".join(a.itertext()))) for a in links)
    ends = "".join(element.itertext()).rstrip().endswith((".", "”", '"', "!"))
    return (linked == len(text) > 0 and not ends) or (
        linked > 0.8 * len(text) and len(links) > 1 and not ends
    )


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


@dataclass(frozen=True, slots=True)
class _Placed:
    position: float
    text: str


def _mended(kept: list[str], found: list[Block], page: Page) -> list[_Placed]:
    """Kept paragraphs at their place in the page, and those that the extraction lost."""
    placed, matched = _align(kept, found)
    if not matched:
        return placed
    whole = key(" ".join(kept))
    names = {key(t) for t in (page.title or "", *page.titles)}
    first = min(
        (p for p in matched if found[p].key not in names and len(found[p].text) >= _LEDE),
        default=min(matched),
    )
    last = max(matched)
    main = _main_home(found, matched)
    # Where the article itself stands in a box that is named like an aside, the name says nothing.
    boxed = 2 * sum(len(found[p].text) for p in matched if found[p].aside) > sum(
        len(found[p].text) for p in matched
    )
    for position, block in enumerate(found):
        if position in matched or block.key in whole or kind_of(block.text):
            continue
        beside = block.aside and not boxed
        inside = first <= position <= last
        if (not beside and _lost(block, main, inside)) or (position < first and _is_lede(block, page)):
            placed.append(_Placed(position, block.text))
    return sorted(placed, key=lambda p: p.position)


def _align(kept: list[str], found: list[Block]) -> tuple[list[_Placed], set[int]]:
    where: dict[str, list[int]] = {}
    for position, block in enumerate(found):
        where.setdefault(block.key, []).append(position)
    placed: list[_Placed] = []
    matched: set[int] = set()
    last = -1.0
    for text in kept:
        name = key(text)
        # A short line ("Analysis") stands in many places: only the one close by can be meant.
        reach = float("inf") if len(name) > 40 else last + _NEAR
        places = where.get(name, [])
        later = bisect_right(places, last)
        if later < len(places) and places[later] <= reach:
            last = places[later]
            matched.add(int(last))
            placed.append(_Placed(last, text))
        else:
            last += 0.001
            placed.append(_Placed(last, text))
    return placed, matched


def _main_home(found: list[Block], matched: set[int]) -> tuple[set[Any], set[tuple[str, str]]]:
    """Where most of the kept text stands: the very element, and every element of the same tag and classes."""
    weight: Counter[tuple[str, str]] = Counter()
    for position in matched:
        weight[found[position].home] += len(found[position].text)
    home = weight.most_common(1)[0][0]
    parents = {found[p].element.getparent() for p in matched if found[p].home == home}
    return parents, ({home} if home[1] else set())


def _lost(block: Block, main: tuple[set[Any], set[tuple[str, str]]], inside: bool) -> bool:
    parents, homes = main
    if block.linked > 0.5 or block.tag in {"h1", "td", "figcaption"}:
        return False
    if block.quoted:
        return inside and len(block.text.split()) >= 4
    if inside and block.tag == "li" and _introduced(block.element, parents):
        return True
    if len(block.text) < 40 or block.tag not in {"p", "li"}:
        return False
    return block.element.getparent() in parents or block.home in homes


def _introduced(item: Any, parents: set[Any]) -> bool:
    """True for an item of a list that stands among the article's paragraphs, right after one that ends in a colon."""
    listed = item.getparent()
    before = listed.getprevious() if listed is not None and listed.tag in {"ul", "ol"} else None
    if before is None or before.tag != "p" or listed.getparent() not in parents:
        return False
    return "".join(before.itertext()).rstrip().endswith(":")


def _is_lede(block: Block, page: Page) -> bool:
    """A box before the article that says what the page's own description says."""
    if len(block.text) < _LEDE or block.tag in {"h1", "td", "figcaption"} or block.linked > 0.5:
        return False
    start = block.key[:50]
    return any(key(d).startswith(start) for d in page.description)


def _ordered(
    placed: list[_Placed], captions: Sequence[Caption], found: list[Block], tree: Any
) -> list[Paragraph]:
    """Paragraphs and captions by their place in the page; captions outside the article are left out."""
    rank = {element: number for number, element in enumerate(tree.iter())}
    starts = [rank[b.element] for b in found]
    whole = [p for p in placed if p.position >= 0]
    entries = [(_rank_at(p.position, starts), 1, Paragraph("body", p.text)) for p in placed]
    if whole:
        headline = max((rank[h] for h in tree.iter("h1") if rank[h] <= entries[0][0]), default=entries[0][0])
        first, last = min(headline, entries[0][0]), entries[-1][0]
        root = _container(found, whole)
        for caption in captions:
            place = rank[caption.element]
            if first <= place <= last or (root is not None and root in caption.element.iterancestors()):
                entries.append((float(place), 0, Paragraph("caption", caption.text)))
                if caption.credit:
                    entries.append((float("inf"), 0, Paragraph("credit", caption.credit)))
    return [paragraph for _, _, paragraph in sorted(entries, key=lambda e: e[:2])]


def _rank_at(position: float, starts: list[int]) -> float:
    if position < 0:
        return position
    whole = int(position)
    return starts[whole] + (position - whole)


def _container(found: list[Block], placed: list[_Placed]) -> Any:
    """The closest ``article`` or ``main`` around the first kept paragraph, or None."""
    for p in placed:
        if p.position == int(p.position):
            return next(
                (a for a in found[int(p.position)].element.iterancestors() if a.tag in {"article", "main"}),
                None,
            )
    return None
