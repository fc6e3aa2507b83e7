"""Names as strings: tidied, without titles, split into their words. No report is needed here."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sayso.resolve.howmany_tokens import word_set
from sayso.resolve.who_tables import (
    before_titles,
    body_named,
    body_words,
    given_names,
    kept_titles,
    land_named,
    titles,
)

PARTICLES: Final = word_set(
    "al el bin ibn ben bint de del della di da dos du la le van von der den ter ul abu um af of"
)
_PLACES: Final = word_set(
    """street drive road avenue boulevard square park hill bridge airport station river lake island islands mountain
    valley bay beach city town village province district county region building tower center centre hall day week
    act bill award cup league board bulletin report"""
)
_NO_PERSON: Final = word_set(
    """typhoon hurricane cyclone storm operation mount lake fort camp port hotel cape uss hms mv ins flight east
    west north south new"""
)
_SUFFIX: Final = word_set("jr sr ii iii iv")
_EDGES: Final = " \t\r\n.,;:!?–—-"
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_LONGEST_NAME: Final = 6


def tidy(words: str) -> str:
    """The words with single blanks, without stops, unpaired marks and brackets around them, and a final possessive."""
    bare = " ".join(words.split()).strip(_EDGES)
    for left, right in _PAIRS:
        if bare.endswith(right) and left not in bare[:-1]:
            bare = bare[:-1].rstrip(_EDGES)
        if bare.startswith(left) and (right not in bare[1:] or bare.endswith(right)):
            inner = bare.removesuffix(right)[1:] if right not in bare[1:-1] else bare
            bare = inner.strip(_EDGES)
    bare = _POSSESSIVE.sub("", bare) if bare.endswith(("'s", "’s")) else bare
    if words.rstrip().endswith(".") and re.search(r"(?:\b[A-Za-z]|\b(?:Jr|Sr|Inc|Ltd|Corp|Co))$", bare):
        bare += "."
    return bare


_PAIRS: Final = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"))


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


@lru_cache(maxsize=20_000)
def person_name(words: str) -> str | None:
    """The plain name of a person in the words: "Deputy Foreign Minister Alexander Grushko" → "Alexander Grushko".

    None if they hold no person's name as far as the words alone tell: no title and no known given name.
    """
    first, *more = re.split(r",\s|\s[-–—]\s|\s\(", tidy(words))
    if any(re.match(r"and\s|(?:\S+\s){1,4}and\s[A-Z]", m) for m in more):
        return None
    first = first.strip()
    tokens = first.split()
    at = _after_title(tokens)
    if at < 0:
        return None
    rest = tokens[at:]
    if at == 0 and len(rest) > 2 and _is_label(rest):
        rest = rest[1:]
    if not rest or len(rest) > _LONGEST_NAME or not all(is_name_word(w) for w in rest):
        return None
    name = " ".join(rest)
    titled = at > 0
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
    if first in _NO_PERSON:
        return False
    return first in given_names() or first.split("-")[0] in given_names()


def _after_title(tokens: list[str]) -> int:
    """The index of the first word of the name, after its last title; -1 if words that are no title go before."""
    at = 0
    for i, token in enumerate(tokens[:-1]):
        bare = token.lower().strip(".,").removesuffix("'s").removesuffix("’s")
        if (bare not in titles() and not _age(token)) or (
            i and tokens[i - 1].lower().strip(".,") in given_names()
        ):
            continue
        if tokens[i + 1].lower().strip(".") not in _SUFFIX:
            at = i + 1
    return at if all(_may_precede(t) for t in tokens[: max(at - 1, 0)]) else -1


def _may_precede(token: str) -> bool:
    """True for a word that may stand before a title: capitalised, possessive, hyphened or known."""
    bare = token.lower().strip(".,\"“”'’")
    return token[0].isupper() or "-" in token or bare in before_titles() or token.endswith(("'s", "’s"))


def _age(token: str) -> bool:
    return token.lower().endswith("-year-old")


def _is_label(words: list[str]) -> bool:
    """True if the first word only introduces a name: "ADA Gail Fairman", "Iranian Reza Pahlavi"."""
    first, second = words[0], words[1].lower().strip(".,")
    if first.lower().strip(".,") in given_names() or second not in given_names():
        return False
    return (len(first) > 2 and first.isupper() and first.isalpha()) or land_named(first) is not None


def no_person(word: str) -> bool:
    """True for a lower-case first word that never begins a person's name ("typhoon")."""
    return word in _NO_PERSON


def names_place(word: str) -> bool:
    """True for a lower-case word that ends names of streets, places and the like."""
    return word in _PLACES


def _is_body(name: str) -> bool:
    last = name.split()[-1].lower().strip(".,")
    if last in body_words() or last.rstrip("s") in body_words() or last in _PLACES:
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
