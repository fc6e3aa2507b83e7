"""What comes back equals what was stored: on made reports and claims of every shape."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core.arrival import Arrival
from sayso.core.claim import STANCES, Claim
from sayso.core.coded import CodedReport
from sayso.core.figure import MEASURES, SCOPES, Figure
from sayso.core.kinds import KINDS
from sayso.core.report import Part, Report
from sayso.core.span import NOWHERE, Span
from sayso.core.when import PRECISIONS as WHEN
from sayso.core.when import When
from sayso.core.where import PRECISIONS as WHERE
from sayso.core.where import Where
from sayso.core.who import Who
from sayso.record.audit import audit
from sayso.record.open import Store, open_store
from sayso.record.read import coded, held, said
from sayso.record.write import add

from .conftest import arrival, toll

_NUMBER = itertools.count()
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=2, max_size=60)
_WORDS = st.none() | _TEXTS
_REAL = st.floats(allow_nan=False, allow_infinity=False)
_SCORE = st.floats(0, 1)
_DAYS = st.dates().map(lambda d: d.isoformat())


def _spans(text: str) -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda ends: Span.cut(text, min(ends[0], ends[1] - 1), max(ends[0] + 1, ends[1]))
    )


def _whos(text: str) -> st.SearchStrategy[Who]:
    spans = _spans(text) | st.just(NOWHERE)
    candidates = st.lists(_TEXTS, max_size=2).map(tuple)
    return st.builds(Who, spans, _TEXTS, _WORDS, _WORDS, _WORDS, _WORDS, candidates)


def _figures(text: str) -> st.SearchStrategy[Figure]:
    bound = st.none() | st.integers(-(2**63), 2**63 - 1)

    def ordered(figure: dict[str, object], ends: tuple[int | None, int | None]) -> Figure:
        low, high = ends
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Figure(low=low, high=high, **figure)  # type: ignore[arg-type]

    rest = st.fixed_dictionaries(
        {
            "span": _spans(text), "measure": st.sampled_from(MEASURES), "of": _WORDS, "scope": st.sampled_from(SCOPES),
            "as_of": _WORDS, "form": _TEXTS, "part_of": _WORDS, "additive": st.booleans(),
            "of_span": st.none() | _spans(text) | st.just(NOWHERE),
        }
    )  # fmt: skip
    return st.builds(ordered, rest, st.tuples(bound, bound))


def _places(text: str) -> st.SearchStrategy[Where]:
    return st.builds(
        Where, _spans(text) | st.just(NOWHERE), _TEXTS, _WORDS, _WORDS, st.none() | _REAL, st.none() | _REAL,
        st.none() | st.integers(0, 2**40), st.sampled_from(WHERE), _WORDS, _TEXTS, _SCORE,
    )  # fmt: skip


def _times(text: str) -> st.SearchStrategy[When]:
    interval = st.tuples(_DAYS, _DAYS).map(lambda d: "/".join(sorted(d)))
    return st.builds(When, _spans(text) | st.just(NOWHERE), _DAYS | interval, st.sampled_from(WHEN), _TEXTS)


@st.composite
def _claims(draw: st.DrawFn, text: str) -> Claim:
    quote = draw(_spans(text))
    inner = draw(_spans(quote.text))
    trigger = Span.cut(text, quote.start + inner.start, quote.start + inner.end)
    return Claim(
        draw(_TEXTS), draw(st.sampled_from(KINDS)), quote, trigger, draw(st.none() | _whos(text)),
        draw(st.none() | _whos(text)), draw(st.none() | _places(text)), draw(st.none() | _times(text)),
        draw(st.none() | _figures(text)), tuple(draw(st.lists(_whos(text), max_size=3))),
        draw(st.sampled_from(STANCES)), draw(_SCORE),
        tuple(draw(st.lists(_spans(text) | st.just(NOWHERE), max_size=3))),
    )  # fmt: skip


@st.composite
def _coded(draw: st.DrawFn) -> CodedReport:
    text = draw(_TEXTS)
    cut = draw(st.integers(1, len(text) - 1))
    parts = draw(
        st.sampled_from(
            [(), (Part("body", 0, len(text)),), (Part("title", 0, cut), Part("noise", cut, len(text)))]
        )
    )
    fields = {
        n: draw(_WORDS) for n in ("title", "publisher", "byline", "agency", "notice", "language", "updated")
    }
    report = Report(f"r{next(_NUMBER)}", text, parts, published=draw(st.none() | _DAYS), **fields)
    report = replace(report, notes=tuple(draw(st.lists(_TEXTS, max_size=2))), published_time=draw(_WORDS))
    return CodedReport(
        report, tuple(draw(st.lists(_claims(text), max_size=3))), tuple(draw(st.lists(_TEXTS, max_size=2)))
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One record for all examples: making one for each would take most of the time."""
    with open_store(tmp_path_factory.mktemp("kept") / "record.sayso", make=True) as store:
        yield store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=_coded())
def test_any_report_with_any_claims_comes_back_equal(kept: Store, made: CodedReport) -> None:
    assert add(kept, Arrival(made.report, "-"), made, "m").status == "added"
    assert coded(kept)[-1] == made


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=_coded())
def test_the_same_on_every_database(store: Store, made: CodedReport) -> None:
    add(store, Arrival(made.report, "-"), made, "m")
    assert coded(store)[-1] == made
    assert audit(store).damage == ()


def test_claims_come_with_their_report_and_reader(store: Store) -> None:
    made = toll(publisher="The Northport Mail")
    add(store, arrival(made), made, "reader-1")
    found = said(store)
    assert [s.claim for s in found] == list(made.claims)
    assert {s.held.report for s in found} == {made.report}
    assert {s.model for s in found} == {"reader-1"}
    assert held(store)[0].added_at == "2022-03-05T09:30:00Z"
    assert held(store)[0].reported_at == "2022-03-02T00:00:00Z"


def test_more_claims_than_are_asked_for_at_once(store: Store) -> None:
    made = toll()
    many = replace(made, claims=tuple(replace(made.claims[0], id=f"c{n}") for n in range(1203)))
    add(store, arrival(many), many, "m")
    assert coded(store) == [many]
