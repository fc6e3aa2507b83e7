"""Whatever a reader sees, claims keep their promises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.assemble import claims
from sayso.claims.choices import Choices
from sayso.core.coded import CodedReport
from sayso.core.figure import MEASURES, Quantity
from sayso.core.kinds import KINDS
from sayso.core.reading import Argument, Attribution, Count, Event, Reading, Source
from sayso.core.report import Part, Report
from sayso.core.resolved import Resolved
from sayso.core.when import TimeExpression

WORDS = [
    "killed",
    "the",
    "army",
    "said",
    ",",
    "12",
    "people",
    "“",
    "”",
    ".\n",
    ". The",
    "attack",
    "in",
    "Varosh",
    "while",
]


@st.composite
def readings(draw):
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=40)))
    cut = draw(st.integers(0, len(text) - 1))
    parts = (Part("title", 0, cut), Part("body", cut, len(text))) if cut else (Part("body", 0, len(text)),)
    report = Report("r", text, parts, published="2022-01-07")

    def span():
        start = draw(st.integers(0, len(text) - 1))
        return report.cut(start, draw(st.integers(start + 1, min(len(text), start + 30))))

    def event():
        return Event(
            span(),
            draw(st.sampled_from(KINDS[:4])),
            draw(st.sampled_from(["asserted", "denied"])),
            tuple(
                Argument(r, span())
                for r in draw(st.lists(st.sampled_from(["actor", "target", "place", "time"])))
            ),
            tuple(Count(span(), m, span()) for m in draw(st.lists(st.sampled_from(MEASURES), max_size=2))),
            tuple(Source(span() if named else None) for named in draw(st.lists(st.booleans(), max_size=2))),
            span() if draw(st.booleans()) else None,
            draw(st.floats(0, 1)),
            draw(st.floats(0, 1)),
        )

    events = tuple(event() for _ in range(draw(st.integers(0, 5))))
    attributions = tuple(
        Attribution(
            (span(),) if draw(st.booleans()) else (), (span(),) if draw(st.booleans()) else (), (span(),)
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    quantities = tuple(
        Quantity(
            span(),
            low,
            draw(st.sampled_from([None, low])),
            draw(st.sampled_from(["exact", "percent", "none", "vague"])),
        )
        for low in draw(st.lists(st.integers(0, 50), max_size=3))
    )
    times = tuple(
        TimeExpression(span(), "DATE", "2022-01-05", "2022-01-05") for _ in range(draw(st.integers(0, 2)))
    )
    return Reading(report, events, attributions, model="random"), Resolved(times, quantities)


@settings(max_examples=150, deadline=None)
@given(readings(), st.booleans(), st.floats(0, 1))
def test_claims_keep_their_promises(made, switch, threshold):
    reading, resolved = made
    choices = Choices(
        event=threshold,
        stance=threshold,
        drop_back_references=switch,
        fold_headline=not switch,
        trim_quote=switch,
    )
    found = claims(reading, resolved, choices=choices)
    CodedReport(reading.report, found)
    assert found == claims(reading, resolved, choices=choices)
    assert len({c.id for c in found}) == len(found)
    assert [c.trigger.start for c in found] == sorted(c.trigger.start for c in found)
    for claim in found:
        assert claim.quote.contains(claim.trigger)
        assert claim.quote not in claim.evidence
