"""Numbers that count nobody: ages, dates, clock times, money, measures, names such as AK-47, scores, telephone numbers.

The rule of this file: a number is dropped when the words or marks right beside it say what else it is; when they do not, it stays.
"""

from __future__ import annotations

from typing import Final

from sayso.resolve.howmany_bounds import Bounded
from sayso.resolve.howmany_nouns import person_noun
from sayso.resolve.howmany_tokens import Tokens


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS: Final = _set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct "
    "nov dec"
)
_CURRENCIES: Final = _set(
    "$ € £ ¥ ₹ ₽ ₺ us$ usd eur gbp dollar dollars euro euros pound pounds ruble rubles rouble roubles yen yuan rupee rupees cent cents "
    "pence tenge lira liras peso pesos riyal riyals dinar dinars shekel shekels franc francs krona kronor baht won rand naira"
)
_UNITS: Final = _set(
    "km kilometer kilometers kilometre kilometres mile miles meter meters metre metres m cm mm centimeter centimeters centimetres foot "
    "feet ft inch inches yard yards ton tons tonne tonnes kg kilogram kilograms kilo kilos gram grams lb lbs ounce ounces liter liters "
    "litre litres gallon gallons barrel barrels degree degrees ° mph kmh kph knots hectare hectares acre acres sq square cubic megawatt "
    "megawatts mw gigawatts watts volts kilowatts caliber calibre gb mb ghz mhz hertz pages lanes floors storey storeys stories pm am "
    "gmt utc est edt bst a.m p.m o'clock o’clock year years month months week weeks day days hour hours hrs minute minutes min mins "
    "second seconds decade decades century centuries fortnight night nights times time weekend weekends percentage fold bit"
)
HYPHENED_COUNTS: Final = _set(
    "member man men person people strong vehicle truck ship woman soldier troop plane seat"
)
_LABELS: Final = _set(
    "article section chapter flight route highway boeing airbus no no. number resolution channel room page area unit terminal apollo "
    "version iphone windows formula pier level grade phase stage category type class tier volume vol figure table interstate exit "
    "building block gate line platform sector zone lot clause paragraph amendment proposition act part season episode week day round "
    "group game lane apartment suite box code point title bill order case protocol magnitude richter step model mark aged age ages "
    "psalm verse rule option line question lap hole match test track runway battery squadron battalion regiment"
)
_YEAR_BEFORE: Final = (
    _set(
        "in since of by until till from during before after late early mid for and through spring summer autumn fall winter year circa to "
        "between ( - – , ; ’ ' the fiscal"
    )
    | MONTHS
)
_POPULATION: Final = _set(
    "nation country population city town village province region state republic neighborhood suburb community"
)
_ONE_BEFORE: Final = _set(
    "no this that the which every any each day another some square number next last last's first only's day"
)
_ONE_AFTER: Final = _set(
    "another day such 's ’s can should must may thing way might has could would point reason side hand such week month year night example "
    "morning evening time step another's ought place another that which who time minute hour afternoon more stop big kind sort"
)
_COUNT_NOUN_LEAD: Final = _set("people persons civilians men women children troops soldiers police")


def is_no_count(t: Tokens, b: Bounded, core: int) -> bool:
    """True if the number whose core starts at token ``core`` is plainly something other than a count."""
    word, after = t.word(core), t.word(b.end)
    if b.form == "vague":
        return _vague_no_count(t, b, core)
    if word == "one" and b.end == core + 1 and _pronoun(t, core, after):
        return True
    digits = word[:1].isdigit()
    return (
        _measure(t, b, core, after)
        or (digits and (_date_or_time(t, b, core) or _code(t, b, core) or _year(t, b, core)))
        or _age(t, b, core)
        or _label(t, b, core)
        or _people_of(t, b)
        or _score(t, b, core)
    )


def _pronoun(t: Tokens, i: int, after: str) -> bool:
    if t.word(i - 1) in _ONE_BEFORE or after in _ONE_AFTER:
        return True
    if after == "of":
        return t.word(i + 2) not in ("them", "whom", "those", "us") and not _superlative_free(t, i + 2)
    return t.word(i - 1) == "-" or after == "-"


def _superlative_free(t: Tokens, i: int) -> bool:
    """ "one of the victims" counts a victim; "one of the largest cities" does not, nor "one of its goals"."""
    words = t.words[i : i + 4]
    if words[:1] == ("the",):
        return not any(
            w.endswith("est") or w in ("most", "main", "few", "first", "best", "worst", "top", "key")
            for w in words
        )
    return words[:1] in (("his",), ("her",), ("their",), ("its",))


def _measure(t: Tokens, b: Bounded, core: int, after: str) -> bool:
    before = t.word(core - 1)
    if before in _CURRENCIES or t.word(b.start - 1) in _CURRENCIES:
        return True
    if after in _CURRENCIES or (
        after in ("us", "u.s", "canadian", "australian") and t.word(b.end + 1) in _CURRENCIES
    ):
        return True
    if after in ("-", "‑") and t.joined(b.end - 1) and t.joined(b.end):
        return t.word(b.end + 1) not in HYPHENED_COUNTS
    if after in ("more", "further", "additional", "consecutive", "straight", "full", "of"):
        after = t.word(b.end + 1)
        if t.word(b.end) == "of":
            return after in ("march", "april", "may")
    if after in _UNITS:
        return not (after == "second" or (after == "time" and b.low == 1))
    return after in MONTHS and t.raw(b.end)[:1].isupper() and b.low is not None and b.low <= 31


def _date_or_time(t: Tokens, b: Bounded, core: int) -> bool:
    before, after, value = t.word(core - 1), t.word(b.end), b.high or b.low or 0
    glued = t.joined(b.end - 1)
    if before.rstrip(".") in MONTHS or (
        before == "." and t.word(core - 2) in MONTHS and t.raw(core - 2)[:1].isupper()
    ):
        return (
            t.raw(core - 1)[:1].isupper() and (value <= 31 or 1900 <= value <= 2099)
            if before != "."
            else value <= 31
        )
    if before == "the" and value <= 31 and after in ("of",) and t.word(b.end + 1) in MONTHS:
        return True
    if glued and after in (
        "st",
        "nd",
        "rd",
        "th",
        "s",
        "am",
        "pm",
        "a.m",
        "p.m",
        "'",
        "’",
        "e",
        "x",
        "n",
        "w",
    ):
        return after not in ("'", "’")
    if (glued and after in (":", "/")) or (before in (":", "/") and t.joined(core - 1)):
        return t.word(b.end + 1)[:1].isdigit() or t.word(core - 2)[-1:].isdigit()
    if after in ("a", "p") and t.word(b.end + 1) in (".", "m"):
        return t.word(b.end + 2) in ("m", ".")
    return False


def _code(t: Tokens, b: Bounded, core: int) -> bool:
    """AK-47, 737-800, 555-0134, 3.1.2, decimals that carry no multiplier."""
    before = t.word(core - 1)
    if t.joined(core - 1) and before in ("-", "‑", "–", "/", "#", "№", "+", "_", ".", "@", "&", "*"):
        return b.form != "range" or before == "/"
    if (
        t.joined(b.end - 1)
        and t.word(b.end) in ("-", ".")
        and t.joined(b.end)
        and t.word(b.end + 1)[:1].isdigit()
    ):
        return True
    return b.low is not None and b.low != int(b.low)


def _year(t: Tokens, b: Bounded, core: int) -> bool:
    raw = t.word(core)
    if len(raw) != 4 or not raw.isdigit() or not 1800 <= int(raw) <= 2099 or b.end != core + 1:
        return (
            b.form == "range"
            and len(raw) == 4
            and raw.isdigit()
            and 1800 <= (b.low or 0)
            and (b.high or 0) <= 2099
        )
    after = t.word(b.end)
    if b.start != core:
        return b.form == "about" and t.word(core - 1) in ("around", "about") and not after.endswith("s")
    if t.word(core - 1) in _YEAR_BEFORE:
        return (
            after not in _COUNT_NOUN_LEAD or t.word(core - 1) in ("in", "since") or t.word(core - 1) in MONTHS
        )
    return not (after.endswith("s") or after in _COUNT_NOUN_LEAD or after in ("of", "other", "more"))


def _age(t: Tokens, b: Bounded, core: int) -> bool:
    value = b.high or b.low or 0
    if value > 120:
        return False
    before, after = t.word(core - 1), t.word(b.end)
    if before == "," and core >= 2 and not t.broken(core - 1) and _named(t, core - 2):
        if after in (",", ".", ")", ";") and not t.broken(b.end - 1) and b.start == core and b.low == b.high:
            return _name_before(t, core - 2)
        return (
            after in ("and",)
            and t.word(core).isdigit()
            and t.raw(b.end + 1)[:1].isupper()
            and _name_before(t, core - 2)
        )
    if before == "(" and after in (")", ","):
        return t.raw(core - 2)[:1].isupper() and t.word(core).isdigit()
    return before in ("aged", "age", "ages") or (before == "of" and t.word(core - 2) in ("age", "ages"))


def _named(t: Tokens, i: int) -> bool:
    """A name or a noun for one person ends at ``i``."""
    return t.raw(i)[:1].isupper() or (person_noun(t.word(i)) and t.word(i - 1) not in ("and", ","))


def _name_before(t: Tokens, i: int) -> bool:
    """No item of a list of numbers ends at ``i``."""
    return not t.raw(i)[-1:].isdigit() and t.word(i) not in MONTHS


def _label(t: Tokens, b: Bounded, core: int) -> bool:
    before = t.word(core - 1)
    if before == "." and t.word(core - 2) in ("no", "nos", "vol", "art", "sec") and t.joined(core - 2):
        return True
    if before not in _LABELS or b.start != core:
        return False
    if before in ("no", "number"):
        return t.word(core - 2) != "of" and (before == "number" or t.raw(core - 1) == "No")
    return t.raw(core - 1)[:1].isupper() or before in (
        "magnitude",
        "aged",
        "age",
        "ages",
        "page",
        "chapter",
        "level",
    )


def _people_of(t: Tokens, b: Bounded) -> bool:
    """ "a nation of 19 million people": how many live there, not how many something happened to."""
    return t.word(b.start - 1) == "of" and t.word(b.start - 2) in _POPULATION


def _score(t: Tokens, b: Bounded, core: int) -> bool:
    """ "won 3-1", "a 52-48 vote", "6-4, 6-3"."""
    if (
        t.word(b.end) in ("-", "–")
        and t.joined(b.end - 1)
        and t.joined(b.end)
        and t.word(b.end + 1)[:1].isdigit()
    ):
        return True
    if t.word(core - 1) in ("-", "–") and t.joined(core - 1) and t.word(core - 2)[:1].isdigit():
        return True
    return (
        b.form == "range"
        and t.word(core + 1) in ("-", "–")
        and t.word(b.start - 1) in ("won", "lost", "beat", "by", "victory", "score")
    )


def _vague_no_count(t: Tokens, b: Bounded, core: int) -> bool:
    word, before, after = t.word(core), t.word(core - 1), t.word(b.end)
    if after in _UNITS or after in _CURRENCIES or before in _CURRENCIES:
        return True
    if after == "of" and (t.word(b.end + 1) in _UNITS or t.word(b.end + 1) in _CURRENCIES):
        return True
    if after == "-":
        return True
    if word == "scores":
        return (
            before in ("test", "exam", "final", "his", "their", "credit", "the", "high", "goal")
            or after[:1].isdigit()
        )
    if word in ("many", "few"):
        return before in (
            "how",
            "so",
            "too",
            "as",
            "one",
            "the",
            "very",
            "quite",
            "these",
            "those",
            "his",
            "its",
            "their",
            "in",
        )
    return False
