"""Each piece of news as a sentence made from its claims alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.brief.news import NewClaim, NewDispute, NewFigure, NewIncident, Stale, Withdrawn
from sayso.brief.picture import Picture
from sayso.brief.sentence import Cite, Sentence, cite, cite_entry, house, joined
from sayso.brief.words import (
    at_words,
    capital,
    change_words,
    claimant_words,
    clean,
    count_words,
    counted_words,
    day_words,
    listed,
    place_words,
    plain_claimant,
    quoted,
    range_words,
    time_words,
    value_words,
    via_words,
)
from sayso.core.claim import Claim
from sayso.core.report import Report
from sayso.core.toll import Toll, TollEntry

_NAMED = 5
_NOUNS = {
    "asserted": "Claim", "denied": "Denial", "hedged": "Claim made with doubt", "intended": "Intention or forecast",
}  # fmt: skip


def figure(seen: Picture, new: NewFigure) -> Sentence:
    """Who puts what number at how much, by which way it came, and what it was before."""
    entry = new.entry
    who = claimant_words(entry.claimant)
    via = via_words(s.chain for s in entry.shown)
    subject = f"{who} ({via})" if via and not who.endswith(",") else who
    # "with doubt": the reports hedge it themselves.
    verb = {"hedged": "may have put", "intended": "expects"}.get(entry.stance, "put")
    words = f"{capital(subject)} {verb} {counted_words(new.toll, [entry])} {at_words(entry)}"
    words += "" if entry.scope == "total" else ", in a single incident"
    words += f" as of {day_words(entry.day)}" if entry.day else ""
    if whole := seen.entries.get(entry.part_of or ""):
        words += f", part of {value_words(whole[1])}"
    cites = cite_entry(seen, entry)
    steps = listed([value_words(e) for e in reversed(new.between[:_NAMED])])
    if steps and new.before is None:
        words += f", after {steps} from the same source"
    if new.before is not None:
        words += f", {change_words(entry, new.before)}"
        cites += cite_entry(seen, new.before, 1)
    elif new.rises and new.top is not None:
        words += f"; the highest figure known before was {value_words(new.top)}"
        words += f", from {plain_claimant(new.top.claimant)}"
        cites += cite_entry(seen, new.top, 1)
    if steps:
        words += f", by way of {steps}" if new.before is not None else ""
        cites += tuple(c for e in new.between[:_NAMED] for c in cite_entry(seen, e, 1))
    return Sentence(f"{words}.", joined((cite(seen, new.showing.claim), *cites), 8))


def withdrawal(seen: Picture, found: Withdrawn) -> Sentence:
    """Which figure was taken back, when, why, and what stands instead."""
    entry = found.entry
    given = f" of {day_words(entry.day)}" if entry.day else ""
    words = f"A figure{given} was withdrawn"
    words += f" on {day_words(entry.withdrawn_on)}" if entry.withdrawn_on else ""
    who = plain_claimant(entry.claimant)
    words += f": {value_words(entry)} as {counted_words(found.toll, [entry])}, in the name of {who}"
    if found.corrected is None and (reason := _reason(entry)):
        words += f" ({reason})"
    cites = list(_taking_back(seen, found))
    if found.parts:
        parts = [f"{value_words(e)} as {counted_words(t, [e])}" for t, e in found.parts]
        words += (
            f". With it {'falls' if len(parts) == 1 else 'fall'} its {'part' if len(parts) == 1 else 'parts'}"
        )
        words += f": {listed(parts)}"
        cites += [c for _, e in found.parts for c in cite_entry(seen, e, 1)]
    if found.corrected is not None:
        words += f". It was corrected to {value_words(found.corrected)}"
        cites += cite_entry(seen, found.corrected, 1)
    return Sentence(f"{words}.", joined((*cites, *cite_entry(seen, entry))))


def _reason(entry: TollEntry) -> str:
    """Why, without what the sentence says already."""
    reason = clean(entry.because)
    if denied := re.match(r"denied by (?P<who>.+?)(?P<rest>, to whom it is ascribed)?$", reason):
        return f"denied by {plain_claimant(denied['who'])}{denied['rest'] or ''}"
    return "" if reason.startswith(("withdrawn", "told only to be denied")) else reason


def _taking_back(seen: Picture, found: Withdrawn) -> tuple[Cite, ...]:
    """Claims of the report that takes the figure back: those that deny it, else its first one."""
    denials = [s.claim for s in found.entry.told("denied") if s.report == found.by]
    if denials:
        return tuple(cite(seen, name) for name in denials[:1])
    report = seen.world.reports.get(found.by)
    return () if report is None else (_notice(report),)


def _notice(report: Report) -> Cite:
    """A report that takes something back by its notice, cited with its headline and no claim."""
    title = clean(report.title or "") or clean(report.text[:100])
    url = report.url if (report.url or "").startswith(("http://", "https://")) else None
    return Cite(
        claim="", report=report.id, quote=title, title=title, publisher=house(report), published=report.published,
        url=url,
    )  # fmt: skip


def dispute(seen: Picture, found: NewDispute) -> Sentence:
    """A dispute as a range with each side's claimant, or who denies whose figure."""
    entries = sorted(found.entries, key=lambda e: (e.low if e.low is not None else e.high or 0, e.id))
    since = f"since {day_words(found.dispute.day)}" if found.dispute.day else "on a day not told"
    counted = counted_words(found.toll, entries)
    cites = [c for e in entries for c in cite_entry(seen, e, 1)]
    if found.dispute.sort == "denial":
        entry = entries[0]
        denied = [s.claim for s in entry.told("denied")]
        cites = [*(cite(seen, name) for name in denied[:1]), *cites]
        whom = [who for name in denied if (who := _who(seen, seen.claims[name][0]))]
        by = listed(list(dict.fromkeys(whom))) or "an unnamed source"
        words = f"Denied {since} by {by}: {value_words(entry)} as {counted}"
        return Sentence(f"{words}, asserted in the name of {plain_claimant(entry.claimant)}.", joined(cites))
    sides = [f"{value_words(e)} from {plain_claimant(e.claimant)}" for e in entries]
    if found.dispute.sort == "headline":
        words = f"A headline and its text disagree {since} on {counted}: {listed(sides)}"
        return Sentence(f"{words}.", joined(cites))
    words = f"In dispute {since}: {counted}, {range_words(entries)} ({listed(sides)})"
    return Sentence(f"{words}; no number fits all of them.", joined(cites))


def _who(seen: Picture, claim: Claim) -> str:
    """The innermost claimant of a claim as the record calls him, "" for a report's own voice."""
    if not claim.says:
        return ""
    return plain_claimant(seen.world.claimants.label(seen.report_of(claim.id).id, claim.says[0]))


def old_news(seen: Picture, found: Stale) -> Sentence:
    """A figure that reports still tell as new."""
    entry = found.entry
    reports = len({s.report for s in found.showings})
    words = (
        f"{capital(count_words(reports, 'new report'))} still {'tells' if reports == 1 else 'tell'} as news"
    )
    words += f" {value_words(entry)} as {counted_words(found.toll, [entry])}, from {plain_claimant(entry.claimant)}"
    newer = seen.entries.get(entry.superseded_by or "")
    cites = [cite(seen, found.showings[0].claim)]
    if entry.status == "withdrawn":
        words += (
            f", withdrawn on {day_words(entry.withdrawn_on)}" if entry.withdrawn_on else ", since withdrawn"
        )
    elif newer is not None:
        day = f" as of {day_words(newer[1].day)}" if newer[1].day else ""
        words += f", since replaced by {value_words(newer[1])}{day}"
        cites += cite_entry(seen, newer[1], 1)
    return Sentence(f"{words}.", joined(cites))


def claim(seen: Picture, found: NewClaim) -> Sentence:
    """A claim in its report's words, with who says it, where and when."""
    told = found.claim
    cited = cite(seen, told.id)
    own = _own_house(seen, told)
    who = f"by {_who(seen, told)}{_via(told)}" if told.says else f"in the own voice of {own}"
    where = place_words(told.place.name) if told.place else ""
    when = time_words(told.when.value) if told.when else ""
    setting = " ".join(w for w in (where, when) if w)
    words = f"{_NOUNS[told.stance]} {who}" + (f", about what happened {setting}" if setting else "")
    return Sentence(f"{words}: “{quoted(cited.quote)}”.", (cited,))


def incident(seen: Picture, found: NewIncident) -> Sentence:
    """A happening in the words of the claim that tells it most surely."""
    told, happening = found.claim, found.incident
    cited = cite(seen, told.id)
    when = time_words(happening.day) if happening.day else ""
    where = place_words(happening.place)
    setting = capital(" ".join(w for w in (when, where) if w)) or "At a time and place not told"
    hedge = ", with doubt" if told.stance == "hedged" else ""
    source = f"{_who(seen, told)}{_via(told)}" if told.says else _own_house(seen, told)
    words = f"{setting}: “{quoted(cited.quote)}”, according to {source}{hedge}"
    if happening.reports > 1:
        words += f"; told by {count_words(happening.reports, 'report')}"
    if (fate := seen.fates.get(told.id)) is not None and fate.withdrawn:
        words += "; the figure was withdrawn"
    return Sentence(f"{words}.", (cited,))


def _via(told: Claim) -> str:
    via = via_words([tuple(w.name for w in told.says)])
    return f" ({via})" if via else ""


def _own_house(seen: Picture, told: Claim) -> str:
    """Whose report it is."""
    report = seen.report_of(told.id)
    return clean(report.publisher or report.agency or "") or "a report whose publisher is not told"


def standing(seen: Picture, toll: Toll, entries: Sequence[TollEntry]) -> Sentence:
    """The figures that stand of one count, as one number or as a range with each claimant."""
    ordered = sorted(entries, key=lambda e: (e.day or "", e.low or e.high or 0, e.id), reverse=True)
    counted = counted_words(toll, ordered)
    counted += "" if ordered[0].scope == "total" else " in a single incident"
    values = list(dict.fromkeys(value_words(e) for e in ordered))
    cites = [c for e in ordered[:_NAMED] for c in cite_entry(seen, e, 1)]
    if len(values) == 1:
        names = listed([_given(e) for e in ordered[:_NAMED]])
        verb = "stands at" if values[0][0].isdigit() and " to " not in values[0] else "is"
        return Sentence(
            f"{capital(counted)} {verb} {values[0]}, on the say-so of {names}.", joined(cites, _NAMED)
        )
    if len({e.claimant for e in ordered}) == 1:
        said = [
            f"{value_words(e)} ({day_words(e.day)})" if e.day else value_words(e) for e in ordered[:_NAMED]
        ]
        who = capital(plain_claimant(ordered[0].claimant))
        words = f"{who} has given more than one figure for {counted}: {listed(said)}."
        return Sentence(words, joined(cites, _NAMED))
    sides = [f"{value_words(e)} from {_given(e)}" for e in ordered[:_NAMED]]
    if len(ordered) > _NAMED:
        sides.append(f"{count_words(len(ordered) - _NAMED, 'further figure')} within this range")
    spread = range_words(ordered)
    words = f"By claimant, {counted} " + (
        f"ranges {spread}" if spread.startswith("from") else f"is {spread or 'told'}"
    )
    return Sentence(f"{words}: {listed(sides)}.", joined(cites, _NAMED))


def _given(entry: TollEntry) -> str:
    """The claimant with the day of the figure, as it stands in a list."""
    who = plain_claimant(entry.claimant)
    if not entry.day:
        return who
    return f"{who[:-1]}; {day_words(entry.day)})" if who.endswith(")") else f"{who} ({day_words(entry.day)})"
