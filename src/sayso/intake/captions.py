"""Photo captions of a page: ``<figcaption>`` and elements classed as captions, without the photographer's credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from sayso.intake.blocks import in_aside, lines
from sayso.intake.clean import key, kind_of
from sayso.intake.photo_credit import credit_start

_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-|photo-?|image-?|img-?|media-?|picture-?|figure-?|gallery-?|lead-?)?captions?(?:-?(?:text|content|body|copy|inner))?|cutline|fig-?caption)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CREDIT_CLASS: Final = re.compile(
    r"credit|byline|photographer|copyright|attribution|(?:^|[\s_-])source(?:$|[\s_-])|rights|visually-hidden|off-?screen|sr-only",
    re.IGNORECASE,
)
_NOT_CAPTION: Final = re.compile(r"table|track|subtitle|credit", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"^\d{1,3}\s?(?:of|/)\s?\d{1,3}\s?"
    r"|^(?:(?:image|media|photo|video|picture)\s+captions?|captions?|(?:toggle|hide|show|expand)\s+captions?"
    r"|enlarge(?:\s+this)?\s+image|file photo|image|photo|picture|video|watch)\s*[:|]\s*"
    r"|^(?:(?:image|media|photo)\s+caption|(?:toggle|hide|show)\s+caption|enlarge(?:\s+this)?\s+image)\s+",
    re.IGNORECASE,
)
_FEWEST_WORDS: Final = 4
_LONGEST: Final = 900


@dataclass(frozen=True, slots=True, eq=False)
class Caption:
    """A caption's words, the credit cut from it, and its element in the page."""

    text: str
    credit: str | None
    element: Any


def caption_elements(tree: Any) -> list[Any]:
    """Outermost caption elements of the page in document order."""
    from lxml import etree

    found = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if isinstance(element.tag, str) and _is_caption(element):
            found.append(element)
            walk.skip_subtree()
    return found


def captions(elements: list[Any]) -> list[Caption]:
    """What can be read of them: at least four words, not in a box beside the article, each text once."""
    seen: set[str] = set()
    found = []
    for element in elements:
        if (in_aside(element) and element.tag != "figcaption") or _in_link(element):
            continue
        caption = _caption(element)
        if caption and key(caption.text) not in seen:
            seen.add(key(caption.text))
            found.append(caption)
    return found


def _is_caption(element: Any) -> bool:
    if element.tag == "figcaption":
        return True
    name = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    if (
        element.tag not in {"div", "p", "span", "small", "dd", "em"}
        or not _CLASS.search(name)
        or _NOT_CAPTION.search(name)
    ):
        return False
    # A box classed as a caption that holds a picture, or half an article, is something else.
    return len(element.findall(".//p")) <= 2 and len("".join(element.itertext()).strip()) <= _LONGEST


def _in_link(element: Any) -> bool:
    return any(a.tag in {"a", "nav", "footer"} for a in element.iterancestors())


def _caption(element: Any) -> Caption | None:
    credit_lines = [
        c
        for c in element.iterdescendants()
        if isinstance(c.tag, str) and _CREDIT_CLASS.search(c.get("class") or "")
    ]
    credit = " ".join(" ".join("".join(c.itertext()).split()) for c in credit_lines[:1]) or None
    readable = _without(element) if credit_lines else element
    text = " ".join(line for line in lines(readable) if kind_of(line) is None or credit_start(line) != 0)
    text = _LABEL.sub("", text).strip()
    start = credit_start(text)
    if start is not None:
        text, credit = text[:start].rstrip(" |([-–—"), text[start:].strip()
    if len(text.split()) < _FEWEST_WORDS or len(text) > _LONGEST or kind_of(text):
        return None
    return Caption(text, credit, element)


def _without(element: Any) -> Any:
    """A copy of the caption without its credit elements; the place in the page is kept by the caller."""
    import copy

    twin = copy.deepcopy(element)
    twin.tail = None
    for child in list(twin.iterdescendants()):
        if (
            isinstance(child.tag, str)
            and _CREDIT_CLASS.search(child.get("class") or "")
            and child.getparent() is not None
        ):
            parent, tail = child.getparent(), child.tail
            if tail:
                before = child.getprevious()
                if before is not None:
                    before.tail = (before.tail or "") + tail
                else:
                    parent.text = (parent.text or "") + tail
            parent.remove(child)
    return twin
