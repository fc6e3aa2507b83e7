"""Public sets that teach single heads: times and which of them dates an event (TBAQ, temporal dependency graphs),
places (LGL, GeoVirus), names and antecedents (GUM), factuality (UW, MEANTIME)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from train.example import Notes
from train.sets import SHARED, Pair, elsewhere, report_of

_PRONOUNS = frozenset(
    [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "who",
        "which",
    ]
)
_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:!?)\]%]|'s|’s|n't|n’t|''|'(?:re|ve|ll|d|m))$")


_WITHIN = frozenset(["IS_INCLUDED", "DURING", "SIMULTANEOUS", "IDENTITY"])
"""Relations of an event to a time in which the time dates the event."""


def tbaq() -> Iterator[Pair]:
    """TIMEX3 spans of TimeBank and AQUAINT, and for events the time expression in which they lie (TLINK)."""
    skip = elsewhere()
    for path in sorted((SHARED / "data/tbaq").glob("*/*.tml")):
        if path.name in skip:
            continue
        root = ET.parse(path).getroot()
        body = root.find("TEXT")
        if body is None:
            continue
        text, found = "", {}  # type: str, dict[str, tuple[int, int]]
        for element, piece in _walk(body):
            if element is not None and element.tag in ("TIMEX3", "EVENT"):
                name = element.get("tid") or element.get("eid") or ""
                found[name] = (len(text), len(text) + len("".join(element.itertext())))
            text += piece
        if text.strip():
            times = [(*span, "time") for name, span in found.items() if name.startswith("t")]
            links = [
                (found[event][0], "time", [[found[day]]])
                for event, day in _dated(root)
                if event in found and day in found
            ]
            yield report_of({"id": path.name, "text": text}), Notes(layers={"time": times}, links=links)


def _dated(root: ET.Element) -> Iterator[tuple[str, str]]:
    """(event, time expression) of every event that lies within one."""
    events = {m.get("eiid"): m.get("eventID") or "" for m in root.iter("MAKEINSTANCE")}
    for link in root.iter("TLINK"):
        event, day = events.get(link.get("eventInstanceID")), link.get("relatedToTime")
        if event and day and link.get("relType") in _WITHIN:
            yield event, day


def tdg() -> Iterator[Pair]:
    """Events of Wikinews with the time expression in which they lie (Yao et al. 2020, temporal dependency graphs).
    Not the day of publication; an event that the graph only sets before or after something stays unknown."""
    skip = elsewhere()
    for block in (SHARED / "data/tdg/train.txt").read_text("utf8").split("filename:")[1:]:
        head, _, rest = block.partition("\n")
        name = (re.search(r'doc id="?(\w+)', head) or [""])[1] if "doc id" in head else ""
        body, _, edges = rest.partition("EDGE_LIST")
        lines = [line.split() for line in body.splitlines()]
        if not name or name in skip or not any(lines):
            continue
        text, places = joined(lines)
        cells = [edge.split("\t") for edge in edges.splitlines()]
        times = {c[0] for c in cells if len(c) == 4 and c[1] == "Timex" and not c[0].startswith("0_")}
        within = [
            (_graph_span(c[0], places), _graph_span(c[2], places))
            for c in cells
            if len(c) == 4 and c[1] == "Event" and c[2] in times and c[3] in ("included", "overlap")
        ]
        notes = Notes(links=[(event[0], "time", [[day]]) for event, day in within if event and day])
        yield report_of({"id": name, "text": text}), notes


def joined(lines: list[list[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Penn Treebank tokens as running text, and where each token of each line stands in it."""
    text, places = "", []  # type: str, list[list[tuple[int, int]]]
    for line in lines:
        text += "\n" if places else ""
        row: list[tuple[int, int]] = []
        for token in line:
            word = _PENN.get(token, token)
            if row and not _NO_SPACE_BEFORE.match(word) and text[-1] not in "([$":
                text += " "
            row.append((len(text), len(text) + len(word)))
            text += word
        places.append(row)
    return text, places


_PENN = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}


def _graph_span(cell: str, places: list[list[tuple[int, int]]]) -> tuple[int, int] | None:
    """``line_first_last`` as offsets."""
    line, first, last = map(int, cell.split("_"))
    if not 0 <= line < len(places) or not 0 <= first <= last < len(places[line]):
        return None
    return places[line][first][0], places[line][last][1]


def _walk(element: ET.Element) -> Iterator[tuple[ET.Element | None, str]]:
    yield element, element.text or ""
    for child in element:
        yield from _walk(child)
        yield None, child.tail or ""


def geo() -> Iterator[Pair]:
    """Place names of LGL (0-based offsets) and GeoVirus (1-based)."""
    for name, shift in (("lgl.xml", 0), ("GeoVirus.xml", 1)):
        for article in ET.parse(SHARED / "data/geo" / name).getroot().iter("article"):
            text = article.findtext("text") or ""
            spans = []
            for place in (*article.iter("toponym"), *article.iter("location")):
                start, end = (int(place.findtext(k) or 0) - shift for k in ("start", "end"))
                phrase = place.findtext("phrase") or place.findtext("name") or ""
                if text[start:end] == phrase or text[start:end].strip() == phrase.strip():
                    spans.append((start, end, "place"))
            key = article.get("docid") or article.findtext("source") or str(len(text))
            if text.strip():
                yield report_of({"id": key, "text": text}), Notes(layers={"place": spans})


def gum() -> Iterator[Pair]:
    """Names with a type, and pronouns with their antecedents, from GUM's coreference files."""
    for path in sorted((SHARED / "data/gum/gum/conll").glob("*.conll")):
        text, mentions = _conll(path.read_text("utf8").splitlines())
        names = [
            (s, e, _TYPES.get(kind, "other"))
            for s, e, kind, _ in mentions
            if kind != "place" and _is_name(text[s:e])
        ]
        notes = Notes(layers={"name": _outer(names)})
        for start, end, _, chain in mentions:
            if text[start:end].lower() in _PRONOUNS:
                before = [
                    (s, e)
                    for s, e, _, c in mentions
                    if c == chain and e <= start and text[s:e].lower() not in _PRONOUNS
                ]
                named = [m for m in before if _is_name(text[slice(*m)])]
                if before:
                    notes.links.append((start, "antecedent", [tier for tier in (named, before) if tier]))
        yield report_of({"id": path.stem, "text": text}), notes


_TYPES = {"person": "person", "organization": "organization"}


def _is_name(words: str) -> bool:
    content = [
        w for w in words.split() if w.lower() not in {"the", "a", "an", "of", "and", "for", "de", "al", "'s"}
    ]
    return bool(content) and len(content) <= 8 and all(w[0].isupper() for w in content)


def _outer(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]


def _conll(lines: list[str]) -> tuple[str, list[tuple[int, int, str, str]]]:
    text, mentions, open_at = "", [], {}  # type: str, list[tuple[int, int, str, str]], dict[str, list[int]]
    for line in lines:
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 3:
            continue
        word, marks = cells[1], cells[2]
        if text and not _NO_SPACE_BEFORE.match(word) and text[-1] not in "([$":
            text += " "
        start = len(text)
        text += word
        for opened, label, closed in re.findall(r"(\()?([^()|_][^()|]*)(\))?", marks):
            kind, _, chain = label.partition("-")
            chain = chain.split("-")[0]
            if opened:
                open_at.setdefault(chain, []).append(start)
            if closed and open_at.get(chain):
                mentions.append((open_at[chain].pop(), len(text), kind, chain))
    return text, mentions


def factuality(part: str) -> Iterator[Pair]:
    """Event ratings from -3 (did not happen) to 3, sentences of UW and MEANTIME joined to short texts."""
    for name in ("uw", "meantime"):
        blocks = (SHARED / f"data/factuality/{name}_{part}.conll").read_text("utf8").strip().split("\n\n")
        for i in range(0, len(blocks), 8):
            text, notes = "", Notes()
            for block in blocks[i : i + 8]:
                text += "\n" if text else ""
                for j, line in enumerate(block.splitlines()):
                    cells = line.split("\t")
                    if j and not _NO_SPACE_BEFORE.match(cells[1]):
                        text += " "
                    if cells[2] != "_":
                        notes.points.append((len(text), "fact", cells[2]))
                    text += cells[1]
            if notes.points:
                yield report_of({"id": f"{name}-{part}-{i}", "text": text}), notes
