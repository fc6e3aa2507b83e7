import pytest

from sayso.core.claim import Claim, make_id
from sayso.core.coded import CodedReport
from sayso.core.errors import FormatError, SpanError
from sayso.core.figure import Figure
from sayso.core.report import Part, Report
from sayso.core.span import Span
from sayso.core.who import Who

TEXT = "Officials said 12 people died when the ferry sank."
REPORT = Report("r", TEXT, (Part("body", 0, len(TEXT)),))


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span.cut(TEXT, at, at + len(words))


def claim(**changes: object) -> Claim:
    slots: dict[str, object] = {
        "id": "c1",
        "kind": "kill",
        "quote": span("12 people died"),
        "trigger": span("died"),
        "figure": Figure(span("12"), 12, 12, "killed", "people"),
        "says": (Who(span("Officials"), "Officials"),),
    }
    return Claim(**(slots | changes))  # type: ignore[arg-type]


def test_a_coded_report_takes_claims_whose_words_it_shows() -> None:
    assert CodedReport(REPORT, (claim(),)).claims[0].figure is not None


def test_a_value_that_the_text_does_not_show_is_refused() -> None:
    lie = Who(Span(0, 9, "Witnesses"), "Witnesses")
    with pytest.raises(SpanError, match="slot says"):
        CodedReport(REPORT, (claim(says=(lie,)),))


@pytest.mark.parametrize(
    "changes",
    [{"kind": "murder"}, {"stance": "doubtful"}, {"trigger": span("sank")}, {"score": 1.5}],
)
def test_wrong_slots_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        claim(**changes)


def test_wrong_figures_are_refused() -> None:
    with pytest.raises(FormatError):
        Figure(span("12"), 13, 12, "killed")
    with pytest.raises(FormatError):
        Figure(span("12"), 12, 12, "deaths")


def test_ids_tell_claims_apart_and_stay() -> None:
    number = Figure(span("12"), 12, 12, "killed")
    first = make_id("r", "kill", span("died"), number, ())
    assert first == make_id("r", "kill", span("died"), number, ())
    others = {
        make_id("r2", "kill", span("died"), number, ()),
        make_id("r", "kill", span("died"), None, ()),
        make_id("r", "kill", span("died"), number, (Who(span("Officials"), "Officials"),)),
    }
    assert len(others | {first}) == 4
