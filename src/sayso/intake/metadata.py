"""What a page says of itself: JSON-LD (schema.org), Open Graph and other meta elements, its visible headline."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sayso.intake.clean import key

_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report|NewsStory)$")
_LONGEST_JSON: Final = 2_000_000
_SEPARATOR: Final = re.compile(r"\s+[|–—·»-]\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """Fields of a page as it gives them, not yet judged. ``published`` and ``updated`` list candidates, best first."""

    title: str | None = None
    titles: tuple[str, ...] = ()
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    description: tuple[str, ...] = ()
    body: str | None = None
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()


def page(tree: Any) -> Page:
    """The fields of a parsed page (an lxml tree, unchanged)."""
    article = _article(tree)
    meta = _meta(tree)
    titles = _titles(tree, article, meta)
    return Page(
        title=_title(tree, titles, meta.get("og:site_name")),
        titles=tuple(titles),
        publisher=_name(article.get("publisher"))
        or _first(meta, "og:site_name", "application-name", "publisher", "dc.publisher"),
        byline=_byline(tree, article, meta),
        url=_url(tree, article, meta),
        language=(
            tree.get("lang")
            or _text(article.get("inLanguage"))
            or _first(meta, "og:locale", "language")
            or None
        ),
        description=tuple(
            _unique(
                [_text(article.get("description")), *(meta.get(n) for n in ("og:description", "description"))]
            )
        ),
        body=_raw(article.get("articleBody")),
        published=tuple(
            _unique(
                [
                    _text(article.get("datePublished")),
                    *_dates(tree, meta, _PUBLISHED),
                    _text(article.get("dateCreated")),
                ]
            )
        ),
        updated=tuple(_unique([_text(article.get("dateModified")), *_dates(tree, meta, _UPDATED)])),
    )


_PUBLISHED: Final = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "article.published", "published-date", "publish-date", "publishdate",
    "publish_date", "pubdate", "publication_date", "originalpublicationdate", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "bt:pubdate", "article.created", "rnews:datepublished", "ptime", "displaydate",
    "timestamp", "dc.date.created",
)  # fmt: skip
_UPDATED: Final = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified",
    "dc.date.modified", "article.updated", "article:modified", "revision_date", "utime", "lastupdated",
)  # fmt: skip


def _article(tree: Any) -> dict[str, Any]:
    """The fields of the first article among the page's JSON-LD objects, gaps filled from the later ones of it."""
    fields: dict[str, Any] = {}
    for script in tree.iter("script"):
        if (
            "ld+json" not in (script.get("type") or "").lower()
            or not script.text
            or len(script.text) > _LONGEST_JSON
        ):
            continue
        for item in _objects(_loads(script.text)):
            kinds = item.get("@type")
            if any(
                isinstance(k, str) and _ARTICLE.search(k)
                for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                if fields and key(str(item.get("headline"))) != key(str(fields.get("headline"))):
                    continue
                fields = {**item, **{k: v for k, v in fields.items() if v}}
    return fields


def _loads(text: str) -> Any:
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$|^\s*/\*.{0,40}?\*/", "", text
    )
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(node, list):
        for item in node[:200]:
            yield from _objects(item, depth + 1)
    elif isinstance(node, dict):
        yield node
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate"):
            if name != "liveBlogUpdate" and isinstance(node.get(name), dict | list):
                yield from _objects(node[name], depth + 1)


def _meta(tree: Any) -> dict[str, str]:
    """First content of each meta element, by lower-cased name or property."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = _text(element.get("content"))
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name:
                found.setdefault(name.strip().lower(), content)
    return found


def _titles(tree: Any, article: dict[str, Any], meta: dict[str, str]) -> list[str]:
    named = [
        _text(article.get("headline")),
        meta.get("og:title"),
        meta.get("twitter:title"),
        meta.get("dc.title"),
    ]
    head = tree.find("head/title")
    document = _text(head.text_content()) if head is not None else None
    return _unique([*named, document, *_stripped(document)])


def _stripped(document: str | None) -> list[str]:
    """A document title without the site's name at its end or start ("Headline | World | The Paper")."""
    pieces = _SEPARATOR.split(document) if document else []
    if len(pieces) == 2:
        first, second = (len(piece.split()) for piece in pieces)
        return [pieces[1] if first <= 2 and second >= 4 else pieces[0]]
    return [max(pieces, key=len)] if pieces[1:] else []


def _title(tree: Any, titles: list[str], site: str | None) -> str | None:
    """The visible headline: the h1 that shares most words with what the page calls itself, else its own name.

    The site's name, which some pages put into an h1, is neither.
    """
    names = [_stripped(t)[0] if _stripped(t) else t for t in titles]
    wanted = [set(re.findall(r"\w+", t.lower())) for t in names]
    best, score = None, 0.5
    for element in tree.iter("h1"):
        text = _text(element.text_content())
        words = set(re.findall(r"\w+", (text or "").lower()))
        if not text or len(words) < 2 or len(text) > 400 or key(text) == key(site or ""):
            continue
        share = max((len(words & w) / min(len(words), len(w)) for w in wanted if w), default=0.6)
        if share > score or (share == score and best and len(text) > len(best)):
            best, score = text, share
    if best:
        return best
    named = [t for t in titles if t]
    if not named:
        return None
    short = _stripped(named[0])
    return next((t for t in named if short and key(t) == key(short[0])), named[0])


def _byline(tree: Any, article: dict[str, Any], meta: dict[str, str]) -> str | None:
    names = article.get("author") or article.get("creator")
    found = _unique([_name(n) for n in (names if isinstance(names, list) else [names])][:8])
    found = [n for n in found if not n.startswith("http")]
    if found:
        return re.sub(r"^[Bb][Yy]:?\s+", "", ", ".join(found))
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "dcterms.creator",
    ):
        value = meta.get(name)
        if value and not value.startswith(("http", "@", "/")) and len(value) <= 120:
            return re.sub(r"^[Bb][Yy]\s+", "", value)
    for element in tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@class,'byline')]")[:5]:
        value = _text(element.text_content())
        if value and 2 <= len(value.split()) <= 12 and not any(c.isdigit() for c in value):
            return re.sub(r"^[Bb][Yy]:?\s+", "", value)
    return None


def _url(tree: Any, article: dict[str, Any], meta: dict[str, str]) -> str | None:
    links = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower()]
    candidates = [
        *links,
        meta.get("og:url"),
        _text(article.get("url")),
        _text(article.get("mainEntityOfPage")),
    ]
    return next((u.strip() for u in candidates if u and re.match(r"https?://[^/\s]+", u.strip())), None)


def _dates(tree: Any, meta: dict[str, str], names: tuple[str, ...]) -> list[str | None]:
    values: list[str | None] = [meta.get(n) for n in names]
    wanted = "datePublished" if names is _PUBLISHED else "dateModified"
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        if wanted in (element.get("itemprop") or "") or (
            wanted == "datePublished" and element.get("pubdate") is not None
        ):
            values.append(_text(element.get("datetime") or element.get("content") or element.text_content()))
    return values


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = _name(value[0]) if value else None
    return _text(value)


def _text(value: Any) -> str | None:
    text = " ".join((_raw(value) or "").split())
    return text or None


def _raw(value: Any) -> str | None:
    """The string with its line breaks, entities resolved; None for what is no string."""
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _first(meta: dict[str, str], *names: str) -> str | None:
    return next((meta[n] for n in names if meta.get(n)), None)


def _unique(values: list[str | None]) -> list[str]:
    return list(dict.fromkeys(v for v in values if v))
