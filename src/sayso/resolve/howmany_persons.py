"""One person: "a man", "an off-duty police officer", "another civilian" count 1."""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_nouns import VERBAL, person_noun, sector_of
from sayso.resolve.howmany_tokens import Tokens

_ARTICLES: Final = frozenset(("a", "an", "another", "one"))
_LONGEST: Final = 8
_NOT_COUNTED: Final = frozenset(
    """spokesman spokeswoman spokesperson group family community public population nation household crowd mob government ministry
    administration authority parliament senate congress court tribunal jury company firm charity staff crew cartel gang force forces
    brigade regiment battalion squadron platoon navy army police military minor human other couple folk private head individual major
    general chief captain leader guide minister official commission guard trainee soul representative""".split()
)
_ONE_AFTER_ALL: Final = frozenset(
    "individual leader official general major chief captain guard minister trainee representative".split()
)
_INSIDE: Final = frozenset(("-", "’", "'", "/", "year", "years", "old"))
_STOP: Final = frozenset(
    "of in on at by from to for with who that which and or was were is are has had be as than".split()
)


def person_at(t: Tokens, i: int) -> int:
    """The token after a singular person noun phrase that starts with an article at ``i``, or 0."""
    if t.word(i) not in _ARTICLES:
        return 0
    if t.word(i + 1) in ("second", "third", "fourth", "fifth") and t.word(i + 2) in (
        "",
        ".",
        ",",
        "and",
        "was",
        "died",
        "in",
        "at",
    ):
        return i + 2 if t.word(i - 1) in _DONE_TO else 0
    j, end = i + 1, 0
    while j < min(i + 1 + _LONGEST, len(t)):
        word = t.word(j)
        if (
            not (word.isalpha() or word[0].isdigit() or word in _INSIDE or "'" in word or "’" in word)
            or word in _STOP
            or t.broken(j - 1)
        ):
            break
        if end and not (word.isalpha() and t.gap(j - 1) == " "):
            break
        if word[0].isdigit() and not _is_age(t, j):
            return 0
        if word in VERBAL and not end:
            break
        if word.isalpha() and person_noun(word) and _counts(t, word, j):
            end = j + 1
        elif end:
            break
        j += 1
    return end


_DONE_TO: Final = frozenset(
    "killed wounded injured killing wounding injuring arrested arresting kidnapped critically and shot".split()
)


def _is_age(t: Tokens, j: int) -> bool:
    """ "19-year-old", "52 year old", "21-years-old"."""
    return t.word(j + 1) in ("year", "years", "month") or (
        t.word(j + 1) == "-" and t.word(j + 2) in ("year", "years", "month")
    )


def _counts(t: Tokens, word: str, j: int) -> bool:
    after = t.word(j + 1)
    if after in ("-", "'s", "’s"):
        return False
    if word in _NOT_COUNTED:
        return word in _ONE_AFTER_ALL and not (sector_of(after) if after.isalpha() else None)
    return True
