"""A user's own policies: a small TOML file, or a function of Python named ``module:function``."""

from __future__ import annotations

import datetime as dt
import importlib
import os
import statistics
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from sayso.core.claim import STANCES
from sayso.core.errors import UsageError
from sayso.core.toll import STATUSES, Toll, TollEntry
from sayso.reconcile.forms import form
from sayso.reconcile.policies import GRADES, POLICIES, Answer, Policy, policy, support

_ENDS: Final = ("low", "best", "high")
_Numbered = tuple[int, TollEntry]
_HOWS: Final[Mapping[str, Callable[[Sequence[_Numbered]], int]]] = {
    "min": lambda found: min(n for n, _ in found),
    "max": lambda found: max(n for n, _ in found),
    # Of an even number the lower of the two in the middle: a figure that somebody gave, not one between two.
    "median": lambda found: statistics.median_low([n for n, _ in found]),
    "latest": lambda found: max(found, key=lambda f: (f[1].day or "", support(f[1])))[0],
    "supported": lambda found: max(found, key=lambda f: support(f[1]))[0],
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Which figures of a toll count; all that is given must hold. The field names are the keys of the file."""

    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    not_claimants: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    status: tuple[str, ...] = ("current",)
    grades: tuple[str, ...] = ()
    parts: bool = False
    within_days: int | None = None

    def of(self, toll: Toll) -> list[TollEntry]:
        """The figures that count, in the toll's order."""
        found = [e for e in toll.entries if self._admits(e)]
        days = [dt.date.fromisoformat(e.day) for e in found if e.day]
        if self.within_days is None or not days:
            return found
        first = (max(days) - dt.timedelta(days=self.within_days)).isoformat()
        return [e for e in found if e.day and e.day >= first]

    def _admits(self, entry: TollEntry) -> bool:
        kind = entry.claimant_kind or "unknown"
        given = (
            (self.kinds, kind in self.kinds),
            (self.claimants, _named(entry.claimant, self.claimants)),
            (self.stance, entry.stance in self.stance),
            (self.grades, entry.grade.grade in self.grades),
        )
        if not all(holds for wanted, holds in given if wanted):
            return False
        if kind in self.not_kinds or _named(entry.claimant, self.not_claimants):
            return False
        whole = entry.part_of is None and entry.place is None
        return entry.status in self.status and (self.parts or whole)

    def words(self) -> str:
        """What counts, in words: ``status current; kinds official, group; no parts``."""
        found = []
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name != "parts" and value:
                listed = ", ".join(value) if isinstance(value, tuple) else str(value)
                found.append(f"{each.name.replace('_', ' ')} {listed}")
        return "; ".join([*found, "parts too" if self.parts else "no parts"])


def load(rule: str) -> Policy:
    """The policy of this name, of a file ``….toml`` or of a function ``module:function``. Raises UsageError."""
    if rule in POLICIES:
        return policy(rule)
    if rule.endswith(".toml"):
        return _of_file(Path(rule))
    if ":" in rule:
        return _of_function(rule)
    raise UsageError(
        f"Unknown policy {rule!r}; known: {', '.join(POLICIES)}, or give a file like rule.toml or module:function."
    )


def _of_file(path: Path) -> Policy:
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise UsageError(f"The policy {path} cannot be read: {reason}.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The policy {path} is no TOML: {error}.") from None
    try:
        return from_table(given, path.stem)
    except UsageError as error:
        raise UsageError(f"The policy {path}: {error}") from None


def from_table(given: Mapping[str, Any], name: str) -> Policy:
    """The policy that a file's table describes; ``name`` where it gives none. Raises UsageError.

    Keys: ``name``, ``rule``, ``[figures]`` (the fields of `Figures`), ``[answer]`` with ``low``, ``best`` and
    ``high``, each one of min, max, median, latest, supported; ``[words]`` with numbers for words like "dozens".
    """
    _only(given, ("name", "rule", "figures", "answer", "words"), "the file")
    counted = _figures(_table(given, "figures"))
    hows = _table(given, "answer")
    _only(hows, _ENDS, "[answer]")
    for end, how in hows.items():
        if how not in _HOWS:
            raise UsageError(f"{end} = {how!r} under [answer] is none of {', '.join(_HOWS)}.")
    if not hows:
        raise UsageError(f"[answer] must give at least one of {', '.join(_ENDS)}.")
    words = _table(given, "words")
    if bad := [w for w, n in words.items() if not _whole(n)]:
        raise UsageError(f"{bad[0]} = {words[bad[0]]!r} under [words] is no whole number.")
    title, told = str(given.get("name", name)), given.get("rule")
    made = ", ".join(f"{end} the {how}" for end, how in hows.items())
    rule = str(told) if told else f"the rule {title}: {made} of the figures with {counted.words()}"

    def own(toll: Toll) -> Answer:
        found = [(n, e) for e in counted.of(toll) for n in _numbers(e, words)]
        one = [(n, e) for e in counted.of(toll) if (n := next(iter(_numbers(e, words)), None)) is not None]
        # The ends take every number of a range; a middle takes one number a figure.
        low, best, high = (
            _HOWS[hows[end]](found if hows[end] in {"min", "max"} else one) if end in hows and found else None
            for end in _ENDS
        )
        used = tuple(dict.fromkeys(e.id for _, e in found))
        return Answer(title, toll.measure, toll.of, toll.place, low, best, high, used, rule)

    return own


def _figures(given: Mapping[str, Any]) -> Figures:
    names = [f.name for f in fields(Figures)]
    _only(given, names, "[figures]")
    values: dict[str, Any] = {}
    for name, value in given.items():
        if (name == "parts" and isinstance(value, bool)) or (name == "within_days" and _whole(value)):
            values[name] = value
        elif name not in {"parts", "within_days"} and _texts(value):
            values[name] = tuple(value)
        else:
            wanted = {"parts": "true or false", "within_days": "a whole number"}.get(name, "a list of words")
            raise UsageError(f"{name} under [figures] must be {wanted}, not {value!r}.")
    for name, known in (("stance", STANCES), ("status", STATUSES), ("grades", GRADES)):
        if wrong := [w for w in values.get(name, ()) if w not in known]:
            raise UsageError(f"{wrong[0]!r} under {name} is none of {', '.join(known)}.")
    return Figures(**values)


def _table(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = given.get(name, {})
    if not isinstance(value, Mapping):
        raise UsageError(f"{name} must be a table: write [{name}] on a line of its own.")
    return value


def _only(given: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    if unknown := [key for key in given if key not in known]:
        raise UsageError(f"{where} has no key {unknown[0]!r}; known: {', '.join(known)}.")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _numbers(entry: TollEntry, words: Mapping[str, int]) -> list[int]:
    """Low and high of the figure, as far as it has them; else the number that the file gives its word."""
    found = [n for n in (entry.low, entry.high) if n is not None]
    text = entry.text.lower()
    return found or [n for word, n in words.items() if word.lower() in text][:1]


def _named(label: str, wanted: Sequence[str]) -> bool:
    """True if one of these names is the claimant's, or says less or more of the same."""
    one = form(label)
    return any(one == (two := form(name)) or one.inside(two) or two.inside(one) for name in wanted)


def _of_function(rule: str) -> Policy:
    module, _, name = rule.partition(":")
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the entry of sys.path that "python -m" makes is this text
    try:
        found = getattr(importlib.import_module(module), name, None)
    except Exception as error:
        raise UsageError(f"The policy {rule!r}: {module} cannot be imported ({error}).") from None
    finally:
        sys.path.pop(0)
    if not callable(found):
        raise UsageError(f"The policy {rule!r}: {module} has no function {name!r}.")

    def own(toll: Toll) -> Answer:
        try:
            answer = found(toll)
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            raise UsageError(f"The policy {rule!r} failed on {toll.measure}, {toll.of} ({told}).") from None
        if not isinstance(answer, Answer):
            raise UsageError(
                f"The policy {rule!r} must give back a sayso.reconcile.policies.Answer, not {type(answer).__name__}."
            )
        return answer

    return own
