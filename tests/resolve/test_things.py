from sayso.core.reading import Argument, Count, Event, Reading, Source
from sayso.core.report import Part, Report
from sayso.resolve.things import number_rule, place_rule, resolve, time_rule, who_spans

CAPTION = "The minister opens a school in Lima, Peru, on November 28, 2019."
BODY = "Rebels shelled the port of Odessa in Ukraine on Friday. Two ships sank."


def report(body=BODY, caption=CAPTION):
    text = f"{caption}\n\n{body}" if caption else body
    start = len(text) - len(body)
    parts = (
        (Part("caption", 0, len(caption)), Part("body", start, len(text)))
        if caption
        else (Part("body", 0, len(text)),)
    )
    return Report("r", text, parts, published="2022-01-07", language="en")


def event(of, word, kind="bomb"):
    at = of.text.index(word)
    return Event(of.cut(at, at + len(word)), kind)


def span(of, words):
    at = of.text.index(words)
    return of.cut(at, at + len(words))


def test_a_caption_dates_neither_the_body_nor_its_events():
    made = report()
    reading = Reading(made, (event(made, "shelled"), event(made, "sank")))
    resolved = resolve(reading)
    friday = next(t for t in resolved.times if t.span.text == "Friday")
    assert friday.when == "2022-01-07"
    assert [t.when for t in resolved.times if "2019" in t.span.text] == ["2019-11-28"]
    when, where = time_rule(reading, resolved), place_rule(reading, resolved)
    for found in reading.events:
        assert "2019" not in (when(found).value if when(found) else "")
        assert "Peru" not in (where(found).name if where(found) else "")


def test_every_time_and_number_keeps_its_words():
    made = report()
    resolved = resolve(Reading(made))
    for thing in (*resolved.times, *resolved.quantities, *resolved.places):
        thing.span.check(made.text)


def test_the_place_of_a_dateline_is_marked_as_such():
    made = report("ODESSA, Ukraine (Steppe Wire) - The war has killed 40 people. A ship sank off Odessa.", "")
    resolved = resolve(Reading(made))
    told = {p.span.start: p.basis for p in resolved.places if p.name.lower().startswith("odessa")}
    assert [told[at] for at in sorted(told)] == ["dateline", "words"]


def test_a_figure_not_updated_since_is_as_of_that_day():
    made = report(
        "The ministry said 26 had died, a toll not updated since Thursday. Schools are shut since Wednesday.",
        "",
    )
    by_words = {t.span.text: t for t in resolve(Reading(made)).times}
    assert (by_words["Thursday"].function, by_words["Thursday"].when) == ("as_of", "2022-01-06")
    assert by_words["Wednesday"].function == "since"


def test_the_words_of_a_count_are_read_with_trust():
    made = report("The blast killed a man and his wife, and a third of the 90 passengers.", "")
    reading = Reading(made)
    number = number_rule(reading, resolve(reading))
    assert (number(span(made, "a man and his wife")).low, number(span(made, "a man and his wife")).high) == (
        2,
        2,
    )
    assert number(span(made, "a third")).low == 30
    assert number(span(made, "the 90 passengers")).low == 90


def test_who_spans_are_all_that_a_reading_uses_as_somebody():
    made = report("The army killed ten rebels, Mayor Stern said.", "")
    seen = Event(
        span(made, "killed"),
        "kill",
        arguments=(Argument("actor", span(made, "The army")), Argument("time", span(made, "said"))),
        counts=(Count(span(made, "ten"), "killed", span(made, "rebels")),),
        says=(Source(span(made, "Mayor Stern")), Source(None)),
    )
    assert [s.text for s in who_spans(Reading(made, (seen,)))] == ["The army", "rebels", "Mayor Stern"]
