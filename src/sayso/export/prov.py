"""``rdf``: Turtle in the words of PROV-O and schema.org's Claim, quotes as Web Annotation selectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from sayso.export.gather import Bundle, Item

_SPACES: Final = {
    "schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#",
    "sayso": "urn:sayso:term:",
}  # fmt: skip
_PREFIXES: Final = {**_SPACES, "xsd": "http://www.w3.org/2001/XMLSchema#"}


def lines(bundle: Bundle) -> Iterator[str]:
    """The graph as Turtle, a report's claims at a time: memory does not grow with the record. Nodes have names made of
    claim and report ids, none is blank."""
    yield "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in _PREFIXES.items())
    for _, group in groupby(bundle.standing(), key=lambda i: i.said.held.number):
        yield _turtle(triple for item in group for triple in _claim(item))


def _turtle(triples: Iterable[tuple[Any, Any, Any]]) -> str:
    """The triples without the heading of prefixes, which stands once before all of them."""
    from rdflib import Graph, Namespace

    graph = Graph(bind_namespaces="none")
    for prefix, space in _PREFIXES.items():
        graph.bind(prefix, Namespace(space), override=True, replace=True)
    for triple in triples:
        graph.add(triple)
    text: str = graph.serialize(format="turtle")
    return re.sub(r"\A(?:@prefix .*\n)+", "", text)


def _claim(item: Item) -> Iterator[tuple[Any, Any, Any]]:
    from rdflib import RDF, XSD, Literal, Namespace, URIRef

    schema, prov, oa, own = (Namespace(_SPACES[p]) for p in ("schema", "prov", "oa", "sayso"))
    claim, report = item.claim, item.report
    node = URIRef(f"urn:sayso:claim:{claim.id}")
    home = URIRef(str(report.url) if _is_address(report.url) else f"urn:sayso:report:{quote(report.id)}")
    words = URIRef(f"{node}:quote")
    yield from (
        (node, RDF.type, schema.Claim),
        (node, RDF.type, prov.Entity),
        (node, schema.appearance, home),
    )
    yield node, schema.text, Literal(claim.quote.text)
    yield node, schema.identifier, Literal(claim.id)
    yield node, own.kind, Literal(claim.kind)
    yield node, own.stance, Literal(claim.stance)
    yield node, own.score, Literal(f"{claim.score:.4f}", datatype=XSD.decimal)
    if item.state:
        yield node, own.decision, Literal(item.state)
    yield node, prov.hadPrimarySource, home
    yield node, prov.value, words
    yield from ((words, RDF.type, oa.TextPositionSelector), (words, RDF.type, oa.TextQuoteSelector))
    yield from ((words, oa.exact, Literal(claim.quote.text)), (words, own.of, home))
    yield from ((words, oa.start, Literal(claim.quote.start)), (words, oa.end, Literal(claim.quote.end)))
    yield from ((home, RDF.type, schema.NewsArticle), (home, RDF.type, prov.Entity))
    yield home, schema.identifier, Literal(report.id)
    for name, value in (("headline", report.title), ("datePublished", report.published)):
        if value:
            yield home, schema[name], Literal(value)
    # Each claimant relays the one before: the innermost said it, the outermost is whom the report cites.
    for number, who in enumerate(claim.says):
        agent = URIRef(f"{node}:says:{number}")
        yield from ((agent, RDF.type, prov.Agent), (agent, schema.name, Literal(who.name)))
        yield node, prov.wasAttributedTo, agent
        if number == 0:
            yield node, schema.author, agent
        else:
            yield agent, own.relays, URIRef(f"{node}:says:{number - 1}")
    for slot in ("actor", "target", "place"):
        if (thing := getattr(claim, slot)) is not None:
            yield node, own[slot], Literal(thing.name)
    if claim.when:
        yield node, schema.temporalCoverage, Literal(claim.when.value)
    if claim.figure:
        for name in ("measure", "low", "high", "of", "scope"):
            if (value := getattr(claim.figure, name)) is not None:
                yield node, own[name], Literal(value)


def _is_address(url: str | None) -> bool:
    return (
        bool(url) and str(url).startswith(("http://", "https://")) and not set(str(url)) & set('<>" {}|\\^`')
    )
