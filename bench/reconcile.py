"""Reconciling the example crisis, scored against its sidecar: from its listed claims, and from what the reader finds.

Each row counts right answers over expected ones. ``python -m bench.reconcile`` prints also what was missed.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from bench import reconcile_ecb, reconcile_incidents
from bench.cases import data_hash
from bench.reconcile_example import FOLDER, perfect, sidecar
from sayso.core.coded import CodedReport
from sayso.core.toll import Toll, TollEntry
from sayso.reconcile.claimants import Claimants
from sayso.reconcile.filters import Filters
from sayso.reconcile.lineage import lineage
from sayso.reconcile.tolls import tolls_in
from sayso.reconcile.world import World, world

Json = dict[str, Any]
Row = dict[str, Any]
_SIDES: Final = {
    "police and national guard": "security", "police or soldiers": "security", "security forces": "security",
    "CSTO force": "security", "attackers": "opponents", "armed criminals": "opponents", "bandits": "opponents",
}  # fmt: skip


class Check(NamedTuple):
    """One question to the result: what it is about, what was asked, and whether the answer was right."""

    about: str
    asked: str
    right: bool


def rows() -> list[Row]:
    """One row a question and source of claims: name, percent right, how many were asked, hash of the example."""
    hashed = data_hash(*sorted(FOLDER.glob("*.*")))
    out: list[Row] = []
    for source, coded in (("listed claims", perfect()), ("reader", read())):
        start = time.perf_counter()
        found = checks(coded)
        seconds = round(time.perf_counter() - start, 2)
        for about in dict.fromkeys(c.about for c in found):
            asked = [c for c in found if c.about == about]
            right = sum(c.right for c in asked)
            name = f"reconcile, example, {source}: {about}"
            value = round(100 * right / len(asked), 1)
            out.append({"name": name, "value": value, "n": len(asked), "hash": hashed, "seconds": seconds})
        for measure, value, n in reconcile_incidents.rows(world(coded.values()), coded):
            name = f"reconcile, example, {source}: incidents, {measure} F1"
            out.append({"name": name, "value": round(value, 1), "n": n, "hash": hashed, "seconds": seconds})
    return out + reconcile_ecb.rows()


def read() -> dict[str, CodedReport]:
    """File name → the example's reports with the claims that the installed reader finds."""
    from sayso import pipeline

    names = [row["file"] for row in sidecar()["reports"]]
    found = pipeline.read([FOLDER / name for name in names])
    return {name: c for name, c in zip(names, found, strict=True) if isinstance(c, CodedReport)}


def checks(coded: Mapping[str, CodedReport]) -> list[Check]:
    """Every question that the sidecar answers, asked of what reconciling makes of these claims."""
    side = sidecar()
    files = {c.report.id: name for name, c in coded.items()}
    known = world(coded.values())
    tolls = tolls_in(known, _filters(side))
    entries = [(t, e) for t in tolls for e in t.entries]
    found = {row["id"]: _find(row, entries, known.claimants) for row in side["tolls"]}
    ids = {name: entry.id for name, entry in found.items() if entry is not None}
    out = [*_copies(side, known, files), *_versions(side, known, files)]
    for row in side["tolls"]:
        out += _toll(row, found[row["id"]], files, ids)
    out += _extras(entries, set(ids.values()))
    out += _disputes(side, tolls, ids)
    out += [c for row in side["as_of"] for c in _as_of(row, side, coded.values())]
    return out


def _filters(side: Json) -> Filters:
    return Filters(place=side["crisis"]["place"], period=side["crisis"]["period"])


def _find(row: Json, entries: Iterable[tuple[Toll, TollEntry]], known: Claimants) -> TollEntry | None:
    """The entry that is the sidecar's toll: same measure, number, claimant, sort of people and place."""
    for toll, entry in entries:
        side = _SIDES.get(row["of"], row["of"])
        same = toll.measure == row["measure"] and _number(entry) == _wanted(row["figure"])
        people = toll.of == side or _things(side) == _things(entry.of)
        place = (entry.place or "") == (row["place"].partition(",")[0] if "," in row["place"] else "")
        if same and people and place and known.matches(entry.claimant, row["claimant"]):
            return entry
    return None


def _things(words: str) -> set[str]:
    """What tells one sort of things from another: types with digits, else the noun."""
    found = {w.rstrip("s") for w in words.lower().split()}
    return {w for w in found if any(c.isdigit() for c in w)} or {
        (words.lower().split() or [""])[-1].rstrip("s")
    }


def _number(entry: TollEntry) -> tuple[str, str]:
    if entry.low is None and entry.high is None:
        return "word", entry.text.lower()
    return ("exact" if entry.low == entry.high else "more"), str(entry.low)


def _wanted(words: str) -> tuple[str, str]:
    digits = "".join(c for c in words if c.isdigit() or c == ".")
    if not digits:
        return "word", words
    number = round(float(digits) * (1000 if "thousand" in words else 1))
    return ("more" if words.startswith(("at least", "more than")) else "exact"), str(number)


def _copies(side: Json, known: World, files: Mapping[str, str]) -> list[Check]:
    wanted = {(r["file"], r["copy_of"]) for r in side["reports"] if "copy_of" in r}
    found = {(files[c.report], files[c.origin]) for c in known.copies if c.relation == "copy"}
    out = [Check("copies", " ← ".join(p), p in wanted & found) for p in sorted(wanted | found)]
    wanted = {(r["file"], r["partly_from"]) for r in side["reports"] if "partly_from" in r}
    found = {(files[c.report], files[c.origin]) for c in lineage(known) if c.relation != "copy"}
    return out + [Check("taken from", " ← ".join(p), p in wanted & found) for p in sorted(wanted | found)]


def _versions(side: Json, known: World, files: Mapping[str, str]) -> list[Check]:
    wanted = {(r["file"], r[k]) for r in side["reports"] for k in ("supersedes", "withdraws") if k in r}
    found = {(files[n.report], files[t]) for n in known.notices for t in n.targets}
    return [Check("versions and notices", " ← ".join(p), p in wanted & found) for p in sorted(wanted | found)]


def _toll(
    row: Json, entry: TollEntry | None, files: Mapping[str, str], ids: Mapping[str, str]
) -> list[Check]:
    name = row["id"]
    out = [Check("figures found", name, entry is not None)]
    if entry is None:
        keys = ("part_of", "superseded_by", "corrected_to", "withdrawn_by", "stale_in", "told_as_old_in")
        missed = [k for k in keys if k in row]
        return [*out, Check("status", name, False), *(Check(_ABOUT[k], f"{name} {k}", False) for k in missed)]
    out.append(Check("status", name, entry.status == row["status"]))
    out.append(Check("day", name, entry.day == row["date"]))
    for key, link in (("part_of", entry.part_of), ("superseded_by", entry.superseded_by)):
        if key in row or link:
            out.append(Check(_ABOUT[key], f"{name} {key}", link == ids.get(row.get(key, ""))))
    if "withdrawn_by" in row:
        by = files[entry.withdrawn_by[0]] if entry.withdrawn_by else None
        right = (by, entry.withdrawn_on) == (row["withdrawn_by"], row["withdrawn_on"])
        out.append(Check("withdrawn by", name, right))
    if "corrected_to" in row:
        out.append(
            Check("withdrawn by", f"{name} corrected_to", entry.corrected_to == ids.get(row["corrected_to"]))
        )
    told = {
        how: {files[s.report] for s in entry.told(how)}
        for how in ("news", "repeated", "old", "stale", "denied")
    }
    for key, hows in (("stale_in", ("stale",)), ("told_as_old_in", ("old",))):
        wanted, got = set(row.get(key, [])), set().union(*(told[h] for h in hows))
        out += [Check(_ABOUT[key], f"{name} {key} {f}", f in wanted & got) for f in sorted(wanted | got)]
    wanted, got = set(row.get("also_denied_in", [])), told["denied"] - {row.get("withdrawn_by")}
    out += [
        Check("told as denied", f"{name} also_denied_in {f}", f in wanted & got) for f in sorted(wanted | got)
    ]
    wanted = {*row["shown_in"], *row.get("repeated_in", [])}
    out.append(Check("shown in", name, told["news"] | told["repeated"] == wanted))
    return out


_ABOUT: Final = {
    "part_of": "part of", "superseded_by": "superseded by", "corrected_to": "withdrawn by",
    "withdrawn_by": "withdrawn by", "stale_in": "stale", "told_as_old_in": "told as old",
}  # fmt: skip


def _extras(entries: Iterable[tuple[Toll, TollEntry]], wanted: set[str]) -> list[Check]:
    """Entries that the sidecar does not have: each one is wrong."""
    return [
        Check("figures found", f"extra: {t.measure} {e.text} of {e.of}, {e.claimant}", False)
        for t, e in entries
        if e.id not in wanted
    ]


def _disputes(side: Json, tolls: Iterable[Toll], ids: Mapping[str, str]) -> list[Check]:
    found = {frozenset(d.between): d for t in tolls for d in t.disputes if d.sort != "headline"}
    out, wanted = [], set()
    for row in side["disputes"]:
        between = frozenset(ids.get(name, name) for name in row["between"])
        expected = row.get("dispute", True)
        wanted |= {between} if expected else set()
        right = (between in found) == expected and (not expected or found[between].day == row["date"])
        out.append(Check("disputes", " and ".join(row["between"]), right))
    return out + [Check("disputes", f"extra: {d.why}", False) for b, d in found.items() if b not in wanted]


def _as_of(row: Json, side: Json, coded: Iterable[CodedReport]) -> list[Check]:
    known = world(coded, dt.datetime.fromisoformat(row["as_of"]))
    entries = [(t, e) for t in tolls_in(known, _filters(side)) for e in t.entries]
    tolls = {t["id"]: t for t in side["tolls"]}
    out = []
    for status in ("current", "withdrawn", "not_yet"):
        for name in row.get(status, []):
            entry = _find(tolls[name], entries, known.claimants)
            right = entry is None if status == "not_yet" else entry is not None and entry.status == status
            out.append(Check("as of", f"{row['as_of']} {name} {status}", right))
    return out


def main() -> None:
    """Prints each row, and under it what was missed."""
    for source, coded in (("listed claims", perfect()), ("reader", read())):
        found = checks(coded)
        print(source)
        for about in dict.fromkeys(c.about for c in found):
            asked = [c for c in found if c.about == about]
            print(f"  {about:<22} {sum(c.right for c in asked)}/{len(asked)}")
            for check in asked:
                if not check.right:
                    print(f"      missed: {check.asked}")


if __name__ == "__main__":
    main()
