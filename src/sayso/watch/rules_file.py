"""Rules and sinks read from TOML. What is wrong is told in one sentence, with the row where it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from sayso.brief.asked import Asked, Circle
from sayso.core.errors import UsageError
from sayso.record.search import Filters
from sayso.watch.rules import WHENS, Rule
from sayso.watch.sinks import SORTS, Sink

_ABOUT: Final = frozenset({"place", "measure", "claimant", "of", "date", "kinds"})
_CIRCLE: Final = frozenset({"lat", "lon", "within_km"})
_SEARCH: Final = frozenset({"text", "stances"})
_COMMON: Final = frozenset({"name", "when", "to"})
_FIGURES: Final = _COMMON | _ABOUT | _CIRCLE
_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "rises": _FIGURES | {"by", "above"},
    "figure": _FIGURES | {"above"},
    "withdrawn": _FIGURES,
    "dispute": _FIGURES,
    "denial": _FIGURES | {"text", "score"},
    "incident": _FIGURES | {"score"},
    "claim": _FIGURES | _SEARCH | {"score"},
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a file and where they are told. A file without sinks tells on standard output."""

    rules: tuple[Rule, ...]
    sinks: tuple[Sink, ...]

    def sinks_of(self, rule: str) -> tuple[Sink, ...]:
        """The sinks to which a rule of this name tells."""
        found = next((r for r in self.rules if r.name == rule), None)
        return tuple(s for s in self.sinks if found and (not found.to or s.name in found.to))


class _Wrong(Exception):
    """What is wrong with a table, and under which key; None: with the table itself."""

    def __init__(self, key: str | None, says: str) -> None:
        super().__init__(says)
        self.key, self.says = key, says


def load(path: Path) -> Rules:
    """The rules in a file. Raises UsageError with the file, the row and what to do."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"The rules {path} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise UsageError(f"The rules {path} are no UTF-8 text.") from None
    return parse(text, str(path), path.parent)


def parse(text: str, name: str = "rules", folder: Path = Path()) -> Rules:
    """The rules of a text; ``folder``: to which paths of sinks are relative. Raises UsageError as `load`."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
        row = f", row {found[2]}" if found and found[2] else ""
        says = (found[1] if found else str(error)).rstrip(".")
        raise UsageError(f"{name}{row}: this is no TOML ({says[:1].lower()}{says[1:]}).") from None
    rows = _Rows(text)
    for key in given:
        if key not in {"rule", "sink"}:
            raise UsageError(
                f"{name}, row {rows.of(None, 0, key)}: unknown table {key!r}; write [[rule]] or [[sink]]."
            )
    sinks = _tables(given, "sink", rows, name, lambda table: _sink(table, folder)) or (
        Sink("log", "log", {"file": "-"}),
    )
    rules = _tables(given, "rule", rows, name, lambda table: _rule(table, {s.name for s in sinks}))
    if not rules:
        raise UsageError(f"{name}: there is no [[rule]] in it, so nothing would ever be told.")
    for sort, items in (("rule", rules), ("sink", sinks)):
        names = [item.name for item in items]
        for index, each in enumerate(names):
            if each in names[:index]:
                raise UsageError(
                    f"{name}, row {rows.of(sort, index, 'name')}: there is another {sort} named {each!r}."
                )
    return Rules(rules, sinks)


def _tables(
    given: dict[str, Any], sort: str, rows: _Rows, name: str, make: Callable[[dict[str, Any]], Any]
) -> tuple[Any, ...]:
    tables = given.get(sort, [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise UsageError(f"{name}, row {rows.of(None, 0, sort)}: write [[{sort}]] with two brackets.")
    out = []
    for index, table in enumerate(tables):
        try:
            out.append(make(table))
        except _Wrong as wrong:
            raise UsageError(f"{name}, row {rows.of(sort, index, wrong.key)}: {wrong.says}") from None
    return tuple(out)


def _rule(table: dict[str, Any], sinks: set[str]) -> Rule:
    when = _text(table, "when")
    if when not in WHENS:
        raise _Wrong("when", f"unknown when {when!r}; known: {', '.join(WHENS)}.")
    if unknown := [key for key in table if key not in _KEYS[when]]:
        known = ", ".join(sorted(_KEYS[when]))
        raise _Wrong(unknown[0], f"a rule for {when!r} takes no {unknown[0]!r}; it takes {known}.")
    to = _texts(table, "to")
    if missing := [name for name in to if name not in sinks]:
        raise _Wrong("to", f"there is no sink named {missing[0]!r}; there are {', '.join(sorted(sinks))}.")
    by = table.get("by", 1)
    if not isinstance(by, int) or isinstance(by, bool) or by < 1:
        raise _Wrong("by", f"by takes a whole number of at least 1, not {by!r}.")
    above = table.get("above")
    if above is not None and (not isinstance(above, int) or isinstance(above, bool) or above < 0):
        raise _Wrong("above", f"above takes a whole number, not {above!r}.")
    return Rule(_text(table, "name"), when, _asked(table), by, above, _search(table), to)


def _asked(table: dict[str, Any]) -> Asked:
    """The question; each part is tried alone, so that the row of the one that is wrong is told."""
    parts: dict[str, Any] = {}
    for key in ("place", "measure", "claimant", "of", "date"):
        if key in table:
            name, value = "period" if key == "date" else key, _text(table, key)
            alone: dict[str, Any] = {name: value}
            _tried(key, partial(Asked, **alone))
            parts[name] = value
    kinds = _texts(table, "kinds")
    _tried("kinds", partial(Asked, kinds=kinds))
    return Asked(**parts, kinds=kinds, near=_circle(table), score=_score(table))


def _tried(key: str, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except UsageError as error:
        raise _Wrong(key, str(error)) from None


def _circle(table: dict[str, Any]) -> Circle | None:
    given = _CIRCLE & set(table)
    if not given:
        return None
    if missing := _CIRCLE - given:
        raise _Wrong(min(given), f"a circle needs lat, lon and within_km; {min(missing)} is missing.")
    numbers = {}
    for key, least, most in (("lat", -90.0, 90.0), ("lon", -180.0, 180.0), ("within_km", 0.0, 20_100.0)):
        value = table[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise _Wrong(key, f"{key} takes a number from {least:g} to {most:g}, not {value!r}.")
        numbers[key] = float(value)
    return Circle(numbers["lat"], numbers["lon"], numbers["within_km"])


def _search(table: dict[str, Any]) -> Filters | None:
    if not _SEARCH & set(table):
        return None
    text = _tried("text", lambda: Filters(text=_text(table, "text") if "text" in table else None).text)
    stances = _tried("stances", lambda: Filters(stances=_texts(table, "stances")).stances)
    return Filters(text=text, stances=stances)


def _score(table: dict[str, Any]) -> float:
    score = table.get("score", 0.5)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
        raise _Wrong("score", f"score takes a number from 0 to 1, not {score!r}.")
    return float(score)


def _sink(table: dict[str, Any], folder: Path) -> Sink:
    sort = _text(table, "as")
    if sort not in SORTS:
        raise _Wrong("as", f"unknown sort of sink {sort!r}; known: {', '.join(SORTS)}.")
    known = SORTS[sort]
    if unknown := [key for key in table if key not in known and key not in {"name", "as"}]:
        raise _Wrong(unknown[0], f"a sink as {sort!r} takes no {unknown[0]!r}; it takes {', '.join(known)}.")
    options: dict[str, Any] = {}
    for key, (kind, fallback) in known.items():
        if key not in table and fallback is ...:
            raise _Wrong(None, f"a sink as {sort!r} needs {key}.")
        value = table.get(key, fallback)
        if key in table and not kind.admits(value):
            raise _Wrong(key, f"{key} takes {kind.words}, not {value!r}.")
        options[key] = value
    if sort == "email" and options["security"] == "none" and options["user"]:
        raise _Wrong(
            "security", "a password is not sent over a line without encryption; take starttls or tls."
        )
    if sort in {"log", "atom"} and options["file"] != "-":
        options["file"] = str(folder / options["file"])
    return Sink(_text(table, "name") if "name" in table else sort, sort, options)


def _text(table: dict[str, Any], key: str) -> str:
    if key not in table:
        raise _Wrong(None, f"{key} is missing.")
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise _Wrong(key, f"{key} takes words in quotation marks, not {value!r}.")
    return value.strip()


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise _Wrong(key, f'{key} takes a list of words like ["one", "two"], not {value!r}.')
    return tuple(value)


class _Rows:
    """In which row of the text each table and key stands, from 1."""

    def __init__(self, text: str) -> None:
        self._found: dict[tuple[str | None, int, str | None], int] = {}
        counted: dict[str, int] = {}
        table: tuple[str | None, int] = (None, 0)
        inside = ""
        for number, line in enumerate(text.splitlines(), 1):
            if inside:
                inside = "" if inside in line else inside
                continue
            if head := re.match(r"\s*\[{1,2}\s*[\"']?([\w-]+)[\"']?\s*\]{1,2}", line):
                index = counted.get(head[1], -1) + 1
                counted[head[1]], table = index, (head[1], index)
                self._found.setdefault((head[1], index, None), number)
                self._found.setdefault((None, 0, head[1]), number)
            elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*(?:\.[^=]*)?=", line):
                self._found.setdefault((*table, key[1]), number)
            for quotes in ('"""', "'''"):
                if line.count(quotes) % 2:
                    inside = quotes

    def of(self, table: str | None, index: int, key: str | None) -> int:
        """The row of a key of the table with this number among those of its name; the table's own where it has none."""
        return self._found.get((table, index, key)) or self._found.get((table, index, None)) or 1
