"""The places that come into question: which of a report's places an event may be at, and which places a name may mean.

Both are what `where_hang` and `where_rank` choose from, with their own scores.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.core.explained import Candidate
from sayso.core.reading import Event, Reading
from sayso.core.resolved import Resolved
from sayso.core.span import Span
from sayso.resolve.gazetteer import Gazetteer, Place, gazetteer
from sayso.resolve.things import scene_at
from sayso.resolve.when_why import place_in_text
from sayso.resolve.where import toponyms_of
from sayso.resolve.where_hang import shares_of
from sayso.resolve.where_home import hints_of_report
from sayso.resolve.where_rank import Ranker, shipped_weights
from sayso.resolve.where_scene import Scene

_MATCH = {
    "name": "its usual name",
    "alternate": "another of its names",
    "weak": "its name without article or type",
}


def place_candidates(event: Event, reading: Reading, resolved: Resolved) -> tuple[Candidate, ...]:
    """The report's places that the event may be at, the likeliest first, each with its probability; ``value`` is a
    name, or ``the country alone`` where no more exact place of the report is meant."""
    scene = scene_at(reading.report, resolved, event.trigger)
    found, odds = shares_of(event.trigger, scene, event.kind, shipped_weights()["hang"], event.place)
    rows = [
        Candidate(
            "the country alone" if option is None else scene.places[option].name,
            None if option is None else scene.places[option].span,
            round(value / sum(odds), 3),
            _why(option, event, scene),
        )
        for option, value in zip(found, odds, strict=True)
    ]
    return tuple(sorted(rows, key=lambda c: -(c.score or 0.0)))


def _why(option: int | None, event: Event, scene: Scene) -> str:
    if option is None:
        said = "no place of the report is nearer"
        seen = None if event.place is None else event.place.none + event.place.other
    else:
        where = scene.places[option]
        said = "in the headline" if scene.report.part_at(where.span.start) == "title" else ""
        if not said:
            said = place_in_text(scene.numbers[option] - scene.sentences.index(event.trigger.start))
        said += f", {where.precision}"
        seen = None if event.place is None else event.place.of(where.span)
    return said if seen is None else f"{said}; reader {seen:.2f}"


def namesakes(reading: Reading, span: Span, geonameid: int | None) -> tuple[Candidate, ...]:
    """The places of the gazetteer that a name in these words may stand for, the likeliest first, each with its
    probability among them, its country and population; empty where the gazetteer knows none. The one with the
    ``geonameid`` is the chosen one: the likeliest, or the town rather than its area where both bear the name."""
    known, report = gazetteer(), reading.report
    toponyms = toponyms_of(reading, known)
    inside = [i for i, t in enumerate(toponyms) if t.start < span.end and span.start < t.end]
    if not inside:
        return ()
    weighed = Ranker(known, shipped_weights()).weigh(report.text, toponyms, hints_of_report(report))
    for group, chances in weighed:
        shared = next((i for i in inside if i in group.members), None)
        if shared is None:
            continue
        words = Span.cut(report.text, toponyms[shared].start, toponyms[shared].end)
        rows = [
            Candidate(
                named(candidate.place, known),
                words,
                round(chance, 3),
                f"{_population(candidate.place)}, {_MATCH.get(candidate.match, candidate.match)}",
                geonameid is not None and candidate.place.geonameid == geonameid,
            )
            for candidate, chance in zip(group.candidates, chances, strict=True)
        ]
        return _town_told(sorted(rows, key=lambda c: (not c.chosen, -(c.score or 0.0))))
    return ()


def _town_told(rows: list[Candidate]) -> tuple[Candidate, ...]:
    """The rows with a word where the chosen one is not the likeliest."""
    if rows[0].chosen and rows[0].score != max(r.score or 0.0 for r in rows):
        rows[0] = replace(rows[0], why=f"{rows[0].why}; the bare name means the town, not the area around it")
    return tuple(rows)


def named(place: Place, known: Gazetteer) -> str:
    """A place with its kind, its province and its country: ``Salt (city), Balqa, Jordan``."""
    country = known.country(place.country)
    parts = [f"{place.name} ({place.kind})"]
    if place.admin1 >= 0:
        parts.append(known.place(place.admin1).name)
    if country is not None and place.kind != "country":
        parts.append(country.name)
    return ", ".join(parts)


def _population(place: Place) -> str:
    return f"population {place.population:,}" if place.population else "population unknown"
