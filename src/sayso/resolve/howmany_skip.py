"""Numbers that count nobody: ages, money, measures, names of things, scores; dates and codes are in `howmany_dates`.

The rule of both files: a number is dropped when the words or marks right beside it say what else it is; if none do,
it stays.
"""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_bounds import Bounded
from sayso.resolve.howmany_dates import MONTHS, is_date_or_code
from sayso.resolve.howmany_nouns import person_noun
from sayso.resolve.howmany_tokens import Tokens, word_set

_CURRENCIES: Final = word_set(
    """$ € £ ¥ ₹ ₽ ₺ us$ usd eur gbp dollar dollars euro euros pound pounds ruble rubles rouble roubles yen
    yuan rupee rupees cent cents pence tenge lira liras peso pesos riyal riyals dinar dinars shekel shekels
    franc francs krona kronor baht won rand naira"""
)
_UNITS: Final = word_set(
    """km kilometer kilometers kilometre kilometres mile miles meter meters metre metres m cm mm centimeter
    centimeters centimetres foot feet ft inch inches yard yards ton tons tonne tonnes kg kilogram kilograms
    kilo kilos gram grams lb lbs ounce ounces liter liters litre litres gallon gallons barrel barrels degree
    degrees ° mph kmh kph knots hectare hectares acre acres sq square cubic megawatt megawatts mw gigawatts
    watts volts kilowatts caliber calibre magnum gb mb ghz mhz hertz pages lanes floors storey storeys
    stories pm am local gmt utc est edt bst a.m p.m o'clock o’clock year years month months week weeks day days
    hour hours hrs minute minutes min mins second seconds decade decades century centuries fortnight night
    nights times time weekend weekends percentage fold bit"""
)
_ACROSS: Final = word_set("wide long deep tall high thick from away off below above apart across")
_BEFORE_UNIT: Final = word_set(
    "more further additional consecutive straight full nautical metric cubic square"
)
HYPHENED_COUNTS: Final = word_set(
    "member man men person people strong vehicle truck ship woman soldier troop plane"
)
_LABELS: Final = word_set(
    """article section chapter flight route highway boeing airbus no number resolution channel room page area
    unit terminal apollo version iphone windows formula pier level grade phase stage category type class tier
    volume vol figure table interstate exit building block gate line lines platform sector zone lot clause
    paragraph amendment proposition act part season episode week day round group lane apartment suite
    box code point title bill order case protocol magnitude richter step model mark aged age ages psalm verse
    rule option question lap hole match track runway battery squadron battalion regiment base"""
)
_LABELS_IN_LOWER: Final = word_set("magnitude aged age ages page chapter level line lines route channel")
_ROADS: Final = word_set("freeway highway street avenue block motorway road boulevard lane")
_POPULATION: Final = word_set(
    "nation country population city town village province region state republic neighborhood suburb community"
)
_ONE_BEFORE: Final = word_set(
    "no this that the which every any each day another some square number next last first"
)
_ONE_AFTER: Final = word_set(
    """another day such 's ’s can should must may thing way might has could would point reason side hand
    week month year night example morning evening time step ought place that which who minute hour
    afternoon more stop big kind sort to"""
)
_RANKED: Final = word_set("most main few first best worst top key")
_GOALS: Final = word_set("won lost beat by victory score")


def is_no_count(t: Tokens, b: Bounded, core: int) -> bool:
    """True if the number whose core starts at token ``core`` is plainly something other than a count."""
    if b.form == "vague":
        return _vague(t, b, core)
    if t.word(core) == "one" and b.end == core + 1 and _pronoun(t, core):
        return True
    if t.word(core)[:1].isdigit() and is_date_or_code(t, b, core):
        return True
    return (
        _measure(t, b, core)
        or _age(t, b, core)
        or _label(t, b, core)
        or _inhabitants(t, b)
        or _score(t, b, core)
    )


def _pronoun(t: Tokens, i: int) -> bool:
    """ "the one", "one another", "one day", "one of the largest cities": no count; "one of the victims": one."""
    after = t.word(i + 1)
    if t.word(i - 1) in _ONE_BEFORE or after in _ONE_AFTER:
        return True
    if after == "of":
        return t.word(i + 2) not in ("them", "whom", "those", "us") and not _victims(t, i + 2)
    return t.word(i - 1) == "-" or after == "-"


def _victims(t: Tokens, i: int) -> bool:
    words = t.words[i : i + 4]
    if words[:1] == ("the",):
        return not any(w.endswith("est") or w in _RANKED for w in words)
    return words[:1] in (("his",), ("her",), ("their",), ("its",))


def _measure(t: Tokens, b: Bounded, core: int) -> bool:
    """ "$3", "3 million euros", "12 km", "three more days", "five-day"; a "62-member team" counts."""
    after = t.word(b.end)
    if _CURRENCIES & {t.word(core - 1), t.word(b.start - 1), after}:
        return True
    if after in ("us", "u.s", "canadian", "australian") and t.word(b.end + 1) in _CURRENCIES:
        return True
    if after in ("-", "‑") and t.joined(b.end - 1) and t.joined(b.end):
        return t.word(b.end + 1) not in HYPHENED_COUNTS
    if t.word(b.end - 1) == "m" and after in _ACROSS:
        return True
    if after in _BEFORE_UNIT:
        return t.word(b.end + 1) in _UNITS or after in _UNITS
    return after in _UNITS and after != "second" and not (after == "time" and b.low == 1)


def _age(t: Tokens, b: Bounded, core: int) -> bool:
    """ "Name, 34," and "the man, 34," and "(34)", "aged 34", "at the age of 34", "both 51", "a girl of four"."""
    if (b.high or b.low or 0) > 120:
        return False
    before, after = t.word(core - 1), t.word(b.end)
    if before in ("aged", "age", "ages") or (before == "of" and t.word(core - 2) in ("age", "ages")):
        return True
    if before == "of" and b.start == core and b.low == b.high and _one_person(t, core - 2):
        return True
    if before == "both" and after in (",", "."):
        return True
    if before == "and" and t.word(core - 3) in ("aged", "ages"):
        return True
    if after in (".", ",", "") and b.low == b.high and b.start == core:
        at = core - 2 if before in ("just", "only", "now", "then") else core - 1
        if t.word(at) in ("was", "is") and t.word(at - 1) in ("he", "she", "who"):
            return True
    if before == "(" and after in (")", ","):
        return t.raw(core - 2)[:1].isupper() and t.word(core).isdigit()
    if before != "," or t.broken(core - 1) or b.low != b.high or not _named(t, core - 2):
        return False
    if after in (",", ".", ")", ";"):
        return b.start == core and not t.broken(b.end - 1)
    return (
        after in ("and", "was")
        and t.word(core).isdigit()
        and (after == "was" or t.raw(b.end + 1)[:1].isupper())
    )


_AGED: Final = word_set("girl boy child baby infant toddler man woman student pupil teenager youth pensioner")


def _one_person(t: Tokens, i: int) -> bool:
    """ "a girl" (of four), "the other man" (of 60), which is no "mother of three"."""
    return t.word(i) in _AGED and any(
        t.word(j) in ("a", "an", "the", "one", "another", "his", "her", "their") for j in (i - 1, i - 2)
    )


def _named(t: Tokens, i: int) -> bool:
    """A name, or a noun for one person, ends at ``i``; no month and no item of a list of numbers."""
    if t.word(i) == "." and t.word(i - 1) in ("jr", "sr"):
        return True
    if t.word(i) in MONTHS or t.raw(i)[-1:].isdigit():
        return False
    return t.raw(i)[:1].isupper() or (person_noun(t.word(i)) and t.word(i - 1) not in ("and", ","))


def _label(t: Tokens, b: Bounded, core: int) -> bool:
    """ "Article 5", "No. 10", "Flight 370", "magnitude 6", "the 605 Freeway"."""
    before = t.word(core - 1)
    if before == "." and t.word(core - 2) in ("no", "nos", "vol", "art", "sec") and t.joined(core - 2):
        return True
    if t.raw(b.end)[:1].isupper() and (
        t.word(b.end) in _ROADS or (t.word(b.end + 1) in _ROADS and b.start == core)
    ):
        return True
    if (
        before in (",", "and")
        and t.word(core - 2)[:1].isdigit()
        and t.word(core - 3) in ("lines", "articles", "routes")
    ):
        return True
    if before not in _LABELS or b.start != core:
        return False
    if before == "no":
        return t.raw(core - 1) == "No"
    return before == "number" or t.raw(core - 1)[:1].isupper() or before in _LABELS_IN_LOWER


def _inhabitants(t: Tokens, b: Bounded) -> bool:
    """ "a nation of 19 million people": how many live there, not how many something happened to."""
    return t.word(b.start - 1) == "of" and t.word(b.start - 2) in _POPULATION


def _score(t: Tokens, b: Bounded, core: int) -> bool:
    """ "won 3-1", "a 52-48 vote", "won 2-3 on penalties"."""
    if (
        t.word(b.end) in ("-", "–")
        and t.joined(b.end - 1)
        and t.joined(b.end)
        and t.word(b.end + 1)[:1].isdigit()
    ):
        return True
    if t.word(core - 1) in ("-", "–") and t.joined(core - 1) and t.word(core - 2)[:1].isdigit():
        return True
    return b.form == "range" and t.word(core + 1) in ("-", "–") and t.word(b.start - 1) in _GOALS


_MANY_BEFORE: Final = word_set("how so too as one the very quite these those his its their in however")
_SCORES_BEFORE: Final = word_set("test exam final his their credit the high goal")


def _vague(t: Tokens, b: Bounded, core: int) -> bool:
    """ "several days", "millions of dollars", "how many", "test scores"."""
    word, before, after = t.word(core), t.word(core - 1), t.word(b.end)
    if after in _UNITS or after in _CURRENCIES or before in _CURRENCIES or after == "-":
        return True
    if after == "of" and (t.word(b.end + 1) in _UNITS or t.word(b.end + 1) in _CURRENCIES):
        return True
    if word == "scores":
        return before in _SCORES_BEFORE or after[:1].isdigit()
    return word in ("many", "few") and before in _MANY_BEFORE
