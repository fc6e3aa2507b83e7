"""``rdf``: Turtle in the words of PROV-O and schema.org's Claim, quotes as Web Annotation selectors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from sayso.export.gather import Bundle, Item

_SPACES: Final = {
    "schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#",
    "sayso": "urn:sayso:term:",
}  # fmt: skip


def lines(bundle: Bundle) -> Iterator[str]:
    """The whole graph as Turtle. Nodes have names made of claim and report ids, none is blank."""
    from rdflib import Graph, Namespace

    graph = Graph()
    for prefix, space in _SPACES.items():
        graph.bind(prefix, Namespace(space), override=True, replace=True)
    for item in bundle.standing():
        for triple in _claim(item):
            graph.add(triple)
    text: str = graph.serialize(format="turtle")
    yield text


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
