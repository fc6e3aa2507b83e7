"""From a short form to the fullest form that the report uses: "Tokayev", "the CSTO", "the agency", "the minister"."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from sayso.core.span import Span
from sayso.resolve.howmany_nouns import singular
from sayso.resolve.who_kind import country_in
from sayso.resolve.who_mentions import Cast, Mention
from sayso.resolve.who_names import initials, person_name, surname, tidy, without_article
from sayso.resolve.who_nouns import COLLECTIVE, INDEFINITE
from sayso.resolve.who_office import TITLE_NOUNS, office_holders
from sayso.resolve.who_tables import body_named, gender_of, generic

_THE: Final = re.compile(r"the\s", re.IGNORECASE)
_SHORT: Final = re.compile(r"\s\([A-Z][\w.-]{1,9}\)$")
_ALLIED: Final = re.compile(r"(?:the\s)?(coalition|alliance)\s([a-z][a-z\s-]+)", re.IGNORECASE)
_OFFICE: Final = re.compile(r"[A-Z]\w+(?:['’]s?)?\s[a-z]+$")


def full_form(found: Cast, span: Span, words: str) -> tuple[str, tuple[str, ...]]:
    """The fullest form of the words at ``span`` (themselves if none is fuller), and candidates if several fit."""
    plain = person_name(words)
    if plain is not None:
        name, candidates = full_person(found, plain, span, words)
        return (words if " " not in name else name), candidates
    single = words.split()
    if len(single) <= 2 and single and single[-1][0].isupper() and not _THE.match(words):
        persons = full_person(found, words, span, words)
        if persons[0] != words or persons[1]:
            return persons
    bare = without_article(words)
    if bare in found.acronyms:
        return f"{found.acronyms[bare]} ({bare})", ()
    if _acronym(words):
        long = _spelled_out(found, words)
        return (words if long == words else f"{long} ({bare})"), ()
    allied = _ALLIED.fullmatch(words)
    if allied and (whole := _fuller_noun(found, span, allied[1].lower())) is not None:
        return f"{without_article(whole)}'s {allied[2]}", ()
    if _THE.match(words) or _OFFICE.match(words):
        return _referring(found, span, words)
    return words, ()


def without_short(name: str) -> str:
    """The name without its abbreviation: "Collective Security Treaty Organization (CSTO)" → the long name."""
    return _SHORT.sub("", name)


def full_person(
    found: Cast, name: str, span: Span | None = None, words: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The longest name in the report with this surname that holds the given words; candidates if two persons fit."""
    last = surname(name)
    given = {w.lower().strip(".,") for w in name.split()[:-1]}
    pool: dict[str, list[Mention]] = {}
    for mention in found.persons():
        if surname(mention.text) in (last, last.removesuffix("s")) and len(mention.text.split()) > len(given):
            other = {w.lower().strip(".,") for w in mention.text.split()}
            if given <= other or not given or _initials_fit(given, other):
                pool.setdefault(mention.text, []).append(mention)
    fuller = _longest(pool)
    if not fuller:
        return name, ()
    if len(fuller) == 1:
        best = fuller[0]
        return (best if len(best.split()) >= len(name.split()) else name), ()
    gender = gender_of(words.split()[0]) if words else None
    if gender is not None:
        fit = [n for n in fuller if pool[n][0].gender == gender]
        if len(fit) == 1:
            return fit[0], ()
    before = [
        m for n in fuller for m in pool[n] if span is not None and m.start <= span.start and " " in m.text
    ]
    if before and name not in fuller:
        near = max(before, key=lambda m: m.start)
        others = [m for m in before if m.text != near.text]
        if not others or near.sentence - max(o.sentence for o in others) > 3:
            return near.text, ()
    return (name, ()) if name in fuller else (name, tuple(fuller))


def _longest(pool: dict[str, list[Mention]]) -> list[str]:
    """The names of the pool that no longer name of the pool contains."""
    names = sorted(pool, key=lambda n: (-len(n.split()), n))
    kept: list[str] = []
    for name in names:
        bare = {w.lower().strip(".,") for w in name.split()}
        if not any(bare <= {w.lower().strip(".,") for w in k.split()} for k in kept):
            kept.append(name)
    return [n for n in kept if " " in n] or kept


def _initials_fit(given: set[str], other: set[str]) -> bool:
    return all(len(w) == 1 and any(o.startswith(w) for o in other) for w in given)


def _acronym(words: str) -> bool:
    bare = without_article(words).replace(".", "")
    return 2 <= len(bare) <= 6 and bare.isupper() and bare.isalpha()


def _spelled_out(found: Cast, words: str) -> str:
    """A long name in the report with these initials, or that the table knows as the same body; else the words."""
    bare = without_article(words)
    body = body_named(bare)
    for mention in found.mentions:
        if mention.kind not in ("body", "name") or " " not in mention.text:
            continue
        other = body_named(mention.text)
        if (body is not None and other is not None and other.key == body.key) or initials(
            mention.text
        ) == bare.replace(".", ""):
            return tidy(mention.text)
    return words


_HOLDER: Final = re.compile(
    r"\bthe ((?:[a-z]+ )?(?:prosecutor|attorney|solicitor|auditor|commissioner|governor|coroner|mayor|sheriff|"
    r"president|ombudsman)(?:[ -]general)?)\b(?!['’]s\s(?!office))",
    re.IGNORECASE,
)
"""Whose "office" a report goes on to speak of."""
_FAR: Final = 240


def _referring(found: Cast, span: Span, words: str) -> tuple[str, tuple[str, ...]]:
    """For a definite description: a fuller one with its head, a body that it fits, or who holds that office."""
    bare = without_article(words)
    head = singular(bare.split()[-1].lower())
    if head in TITLE_NOUNS and all(country_in(w) for w in bare.split()[:-1]):
        return _office_holder(found, words, head)
    if " " in bare:
        return words, ()
    if bare.lower() == "office" and (
        holder := _HOLDER.findall(found.text, max(0, span.start - _FAR), span.start)
    ):
        return f"the {holder[-1]}'s office", ()
    fuller = (
        _fuller_noun(found, span, head)
        if head in COLLECTIVE - {"police", "force", "group", "crowd"}
        else None
    )
    if fuller is not None:
        return fuller, ()
    fits = generic().get(bare.lower(), generic().get(head, frozenset()))
    return _body_that_fits(found, span, words, fits) if fits else (words, ())


def _fuller_noun(found: Cast, span: Span, head: str) -> str | None:
    """The longer phrase with this head ("the interior ministry"); None if two different ones fit."""
    fits = [
        m for m in found.mentions
        if m.start < span.start and m.kind in ("noun", "body") and _ends_in(m, head) and " " in without_article(m.text)
        and _tells(m.text)
    ]  # fmt: skip
    if not fits or len({_core(m.text) for m in fits[-4:]}) > 1:
        return None
    often = Counter(tidy(m.text) for m in fits)
    return max(often, key=lambda name: (often[name], not name.isupper(), -len(name)))


def _tells(text: str) -> bool:
    """True for a phrase that names one body: it starts with "the" or a capital and is no headline."""
    words = text.split()
    if len(words) > _LONGEST or (words[0].isupper() and len(words[0]) > 4):
        return False
    return words[0].lower() in ("the", "its") or (
        words[0][0].isupper() and words[0].lower() not in INDEFINITE
    )


_LONGEST: Final = 6


def _ends_in(mention: Mention, head: str) -> bool:
    return singular(mention.text.split()[-1].lower()) == head


def _core(text: str) -> str:
    return without_article(tidy(text)).lower()


def _body_that_fits(
    found: Cast, span: Span, words: str, sectors: frozenset[str]
) -> tuple[str, tuple[str, ...]]:
    """The last named body before the span that the noun fits; candidates if two different ones stand near."""
    before = [
        m for m in found.mentions
        if m.end <= span.start and m.kind == "body" and m.sector in sectors and _specific(m)
    ]  # fmt: skip
    if not before:
        return words, ()
    number = found.sentences.index(span.start)
    near = [m for m in before if number - m.sentence <= 3]
    names = list(dict.fromkeys(_canonical(m) for m in reversed(near)))
    if len(names) == 1:
        return tidy(near[-1].text), ()
    return words, tuple(dict.fromkeys(tidy(m.text) for m in reversed(near)))[:3]


def _specific(mention: Mention) -> bool:
    """True for a body by name, not for a common noun with a capital ("Authorities")."""
    return " " in without_article(mention.text) or body_named(mention.text) is not None


def _canonical(mention: Mention) -> str:
    body = body_named(mention.text)
    return body.key if body is not None else _core(mention.text)


def _office_holder(found: Cast, words: str, head: str) -> tuple[str, tuple[str, ...]]:
    """ "the president" in a report that names one; candidates if it names several."""
    names = tuple(full_person(found, h.text)[0] for h in office_holders(found, head, country_in(words)))
    return (names[0], ()) if len(names) == 1 else (words, names)
