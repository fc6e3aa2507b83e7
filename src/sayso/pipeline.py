"""The steps composed: sources → reports → readings → things → claims, streaming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from sayso.core.coded import CodedReport, Failure, Layers
from sayso.core.errors import SaysoError, UsageError
from sayso.core.patience import TooLong, time_limit, within
from sayso.core.reading import Reading
from sayso.core.report import Report

if TYPE_CHECKING:
    from sayso.claims.choices import Choices, Rules
    from sayso.core.arrival import Arrival
    from sayso.core.resolved import Resolved

Reader: TypeAlias = Callable[[Sequence[Report]], Iterable[Reading]]
"""Reports in, one reading each, in the same order, perhaps each as soon as it is ready."""

READERS: Final = ("learned", "lexicon")
NO_DATE: Final = "no publication date: relative dates left unresolved"


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. ``published``: ISO day for reports that give none; ``layers``: keep what the reader saw;
    ``private``: fetch from private addresses too; ``reader``: one of `READERS` or a function, None for the best that is
    installed; ``batch``: reports per call of the reader; ``seconds``: the longest that one report may take (None: any;
    kept in the main thread, by the system's alarm, see `sayso.core.patience`).
    """

    published: str | None = None
    layers: bool = False
    private: bool = False
    reader: str | Reader | None = None
    batch: int = 16
    seconds: float | None = None


def read(
    sources: str | Path | Iterable[str | Path], options: Options | None = None
) -> Iterator[CodedReport | Failure]:
    """Each report of the sources with its claims, or why it could not be read; streaming, in the sources' order.

    A source is a file, a folder, an address or ``-``. One bad report never stops the rest.
    """
    options = options or Options()
    reader = options.reader if callable(options.reader) else choose_reader(options.reader)
    inputs = _inputs([sources] if isinstance(sources, (str, Path)) else sources, options)
    while batch := list(islice(inputs, max(1, options.batch))):
        coded = code_batch([i if isinstance(i, Failure) else i.report for i in batch], reader, options)
        for given, item in zip(batch, coded, strict=True):
            if isinstance(item, Failure) and not isinstance(given, Failure):
                item = item.of(given.source, given.line)
            yield item


def code(report: Report, reader: Reader | None = None, *, layers: bool = False) -> CodedReport:
    """One report with its claims. Raises SaysoError where that cannot be done."""
    return assemble(next(iter((reader or choose_reader())([report]))), layers=layers)


def assemble(reading: Reading, *, layers: bool = False, choices: Choices | None = None) -> CodedReport:
    """What follows the reader: things resolved, claims assembled, notes made."""
    from sayso.claims.assemble import claims
    from sayso.claims.choices import choices_for

    resolved, rules = prepare(reading)
    found = claims(reading, resolved, rules, choices or choices_for(reading.model))
    coded = CodedReport(reading.report, found, (), Layers(reading, resolved) if layers else None)
    return replace(coded, notes=_notes(coded, reading, resolved))


def prepare(reading: Reading) -> tuple[Resolved, Rules]:
    """What the words of a reading stand for, and the resolvers' rules for what its events leave open."""
    from sayso.claims.choices import Rules
    from sayso.resolve import things
    from sayso.resolve.who_deed import doer_rule

    resolved = things.resolve(reading)
    rules = Rules(
        when=things.time_rule(reading, resolved),
        where=things.place_rule(reading, resolved),
        number=things.number_rule(reading, resolved),
        scope=things.scope_rule(reading),
        doer=doer_rule(reading, resolved.setting.country if resolved.setting else None),
    )
    return resolved, rules


def choose_reader(
    name: str | None = None, *, model: Path | None = None, threads: int | None = None
) -> Reader:
    """The reader of this name; without a name the learned one where its model is installed, else the lexicon.

    ``model`` is a folder with another model, ``threads`` how many windows run side by side. Raises UsageError for an
    unknown name, SaysoError where a model is asked for and missing.
    """
    if name not in (None, *READERS):
        raise UsageError(f"Unknown reader {name!r}; known: {', '.join(READERS)}.")
    if name == "learned" or (name is None and (model is not None or has_model())):
        from sayso.reader.learned import LearnedReader

        return LearnedReader(model, threads).read
    from sayso.reader.lexicon import read as lexicon

    return lexicon


def has_model() -> bool:
    """True if the model file of the learned reader is in the package."""
    return files("sayso.reader").joinpath("models", "reader.onnx").is_file()


def _inputs(sources: Iterable[str | Path], options: Options) -> Iterator[Arrival | Failure]:
    """What comes of all sources, without its bytes; a source whose reading breaks off becomes a failure and the next
    goes on."""
    from sayso.intake.arrivals import arrivals

    for source in sources:
        try:
            for item in arrivals(source, allow_private=options.private, seconds=options.seconds):
                if isinstance(item, Failure):
                    yield item
                else:
                    yield replace(item, report=dated(item.report, options.published), original=None)
        except Exception as error:
            yield broken_off(str(source), error)


def broken_off(source: str, error: Exception) -> Failure:
    """Why the reading of a source ended before its end."""
    return Failure(source, str(error) if isinstance(error, SaysoError) else _defect("reading it", error))


def dated(report: Report, day: str | None) -> Report:
    """The report with the day that the user gave, if it gives none itself."""
    if day is None or report.published is not None:
        return report
    notes = (*(n for n in report.notes if n != NO_DATE), f"publication date {day} taken from the command")
    return replace(report, published=day, notes=notes)


def code_batch(
    batch: Sequence[Report | Failure], reader: Reader, options: Options
) -> Iterator[CodedReport | Failure]:
    """Each report with its claims, or why not; what has failed already passes through. One call of the reader,
    which goes on reading while the claims of what it has read are assembled."""
    reports = [item for item in batch if isinstance(item, Report)]
    readings = _read_together(reports, reader, options.seconds)
    for item in batch:
        if isinstance(item, Failure):
            yield item
            continue
        reading = next(readings)
        yield reading if isinstance(reading, Failure) else _assembled(reading, options)


def _read_together(
    reports: Sequence[Report], reader: Reader, seconds: float | None
) -> Iterator[Reading | Failure]:
    """Readings in order; if the batch fails, or one of it takes too long, what is left is read alone, so that only the
    one that is bad fails."""
    read = 0
    try:
        for reading in within(seconds, lambda: reader(reports) if reports else ()):
            read += 1
            yield reading
    except (TooLong, Exception) as error:
        if len(reports) == 1:
            yield _failed(reports[0], "finding its claims", error)
            return
        for report in reports[read:]:
            yield from _read_together([report], reader, seconds)


def _assembled(reading: Reading, options: Options) -> CodedReport | Failure:
    try:
        with time_limit(options.seconds):
            return assemble(reading, layers=options.layers)
    except (TooLong, Exception) as error:
        return _failed(reading.report, "assembling its claims", error)


def _failed(report: Report, doing: str, error: Exception | TooLong) -> Failure:
    source = report.url or report.title or report.id
    told = isinstance(error, SaysoError | TooLong)
    return Failure(source, str(error) if told else _defect(doing, error))


def _defect(doing: str, error: BaseException) -> str:
    """An unexpected exception as a sentence for a user who may report it."""
    return f"An unexpected error while {doing} ({type(error).__name__}: {error}); please report it with the input."


def _notes(coded: CodedReport, reading: Reading, resolved: Resolved) -> tuple[str, ...]:
    """In words: what the report lacks or contradicts, what was left unresolved, and why there are no claims."""
    from sayso.resolve import things

    report, found = coded.report, coded.claims
    notes = [*report.notes, *reading.notes]
    if report.published is None and NO_DATE not in notes:
        notes.append(NO_DATE)
    if conflict := things.conflict(report, resolved.times):
        notes.append(conflict)
    places = {c.place.name for c in found if c.place is not None and c.place.precision == "unresolved"}
    if places:
        notes.append(f"no such place in the gazetteer: {', '.join(sorted(places))}")
    if not found:
        notes.append(_why_none(reading))
    return tuple(dict.fromkeys(notes))


def _why_none(reading: Reading) -> str:
    if not reading.report.readable():
        return "no claims: nothing in the text is readable as title, body or caption"
    if not reading.events:
        return f"no claims: the reader ({reading.model}) saw no event of the kinds that sayso knows"
    surest = max(event.score for event in reading.events)
    return f"no claims: the reader saw {len(reading.events)} possible events, the surest with a score of {surest:.2f}"
