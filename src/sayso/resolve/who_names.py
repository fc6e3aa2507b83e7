"""Names as strings: tidied, without titles, split into their words. No report is needed here."""

from __future__ import annotations

import re
from typing import Final

from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_tables import body_named, body_words, given_names, kept_titles, land_named, titles

PARTICLES: Final = word_set(
    "al el bin ibn ben bint de del della di da dos du la le van von der den ter ul abu um af of"
)
_SUFFIX: Final = word_set("jr sr ii iii iv")
_EDGES: Final = " \t\r\n\"“”‘’'.,;:!?()[]–—-"
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_LONGEST_NAME: Final = 6


def tidy(words: str) -> str:
    """The words with single blanks, without quotation marks and stops around them and without a closing possessive."""
    bare = " ".join(words.split()).strip(_EDGES)
    bare = _POSSESSIVE.sub("", bare) if bare.endswith(("'s", "’s")) else bare
    if words.rstrip().endswith(".") and re.search(r"(?:\b[A-Za-z]|\b(?:Jr|Sr|Inc|Ltd|Corp|Co))$", bare):
        bare += "."
    return bare


def without_article(name: str) -> str:
    """The name without a leading article."""
    return re.sub(r"^(?:the|a|an)\s", "", name, flags=re.IGNORECASE)


def is_name_word(word: str) -> bool:
    """True for a word that may be part of a person's name: capitalised, or a particle such as "al" or "de"."""
    bare = word.strip(",'’\"“”")
    if not bare:
        return False
    if bare[0].isupper():
        return True
    return bare.lower() in PARTICLES - {"of"} or bool(
        re.match(r"(?:al|el|ul|as|ash|ad|an|ar|at|az)-[A-Z]", bare)
    )


def person_name(words: str) -> str | None:
    """The plain name of a person in the words: "Deputy Foreign Minister Alexander Grushko" → "Alexander Grushko".

    None if they hold no person's name as far as the words alone tell: no title and no known given name.
    """
    first = re.split(r",\s|\s[-–—]\s|\s\(", tidy(words))[0].strip()
    tokens = first.split()
    at = _after_title(tokens)
    rest = tokens[at:]
    if not rest or len(rest) > _LONGEST_NAME or not all(is_name_word(w) for w in rest):
        return None
    name = " ".join(rest)
    titled = at > 0 and (len(rest) > 1 or _strong(tokens[:at]))
    if _is_body(name) or rest[0].lower() in PARTICLES - {"al", "abu"}:
        return None
    if len(rest) == 1 and at > 0 and tokens[at - 1].lower() in kept_titles():
        return f"{tokens[at - 1]} {name}"
    if titled or looks_personal(name):
        return name
    return None


def looks_personal(name: str) -> bool:
    """True for two to five name words of which the first is a known given name ("Jen Psaki")."""
    tokens = name.split()
    if not 2 <= len(tokens) <= 5 or not all(is_name_word(w) for w in tokens) or _is_body(name):
        return False
    first = tokens[0].lower().strip(".,")
    return first in given_names() or first.split("-")[0] in given_names()


def _after_title(tokens: list[str]) -> int:
    """The index of the first word of the name: after the last title word that has a name behind it."""
    at = 0
    for i, token in enumerate(tokens[:-1]):
        bare = token.lower().strip(".,").removesuffix("'s").removesuffix("’s")
        if bare not in titles() or (
            i > 0 and token[0].isupper() and tokens[i - 1].lower().strip(".,") in given_names()
        ):
            continue
        if tokens[i + 1].lower().strip(".") not in _SUFFIX:
            at = i + 1
    if at == 0 and land_named(tokens[0]) is not None and len(tokens) > 2 and not tokens[1].islower():
        return 0
    return at


def _strong(words: list[str]) -> bool:
    """A title in capitals, or a role written out, before a single name: "Minister Ali", "spokesman Peskov"."""
    last = words[-1].lower().strip(".,")
    return last not in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "new",
        "top",
        "special",
        "group",
        "state",
        "local",
        "former",
    )


def _is_body(name: str) -> bool:
    last = name.split()[-1].lower().strip(".,")
    if last in body_words() or last.rstrip("s") in body_words():
        return True
    land = land_named(name.split()[0])
    return body_named(name) is not None or (land is not None and len(name.split()) == 1)


def surname(name: str) -> str:
    """The last word of a person's name in lower case, without "al-", a suffix such as Jr. or a lost possessive."""
    words = [w.strip(".,'’\"").lower() for w in name.split()]
    while len(words) > 1 and words[-1] in _SUFFIX:
        words.pop()
    return re.sub(r"^(?:al|el|ash?|ad|an|ar|at|az)-", "", words[-1]) if words else ""


def initials(name: str) -> str:
    """The capital initials of a name's main words: "Collective Security Treaty Organization" → CSTO."""
    return "".join(w[0] for w in re.findall(r"[^\W\d_][\w'’]*", name) if w[0].isupper())
