"""The brief of the example crisis, and of made reports: each sentence has its claims, and nothing else is said."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from bench.reconcile_example import perfect

from sayso.brief import news, telling
from sayso.brief.asked import Asked, Circle
from sayso.brief.brief import Brief, Frame, brief
from sayso.brief.page import to_html
from sayso.brief.picture import Picture, picture
from sayso.brief.text import WIDTH, to_markdown, to_text
from sayso.core.coded import CodedReport
from sayso.core.errors import UsageError

CODED = perfect()


def _seen(since: str, until: str = "2022-03-31") -> Picture:
    upto = {name: c for name, c in CODED.items() if name[:10] <= until}
    return picture(upto.values(), {c.report.id for name, c in upto.items() if name[:10] <= since})


def _brief(since: str, until: str = "2022-03-31", asked: Asked | None = None) -> Brief:
    return brief(_seen(since, until), asked or Asked(), Frame("crisis", since, "out", until))


def _section(made: Brief, heading: str) -> list[str]:
    return next(([x.words for x in s.sentences] for s in made.sections if s.heading == heading), [])


def test_a_series_is_told_once_with_its_steps() -> None:
    told = _section(_brief("2022-01-08", "2022-01-12"), "New figures")
    assert (
        "The interior ministry put the number of people arrested in Kazakhstan at 9,900 as of 12 January 2022, "
        "up from 4,404 (8 January 2022), by way of 5,135, 5,969 and 7,939."
    ) in told
    assert any("highest figure known before was 4,404, from the interior ministry" in words for words in told)
    assert not any("164" in words for words in told)  # withdrawn before the end


def test_a_withdrawal_takes_its_parts_along() -> None:
    (told,) = _section(_brief("2022-01-10", "2022-01-12"), "Withdrawn")
    assert told.startswith(
        "A figure of 9 January 2022 was withdrawn on 12 January 2022: 164 as the number of people"
    )
    assert "With it fall its parts: 103 as the number of people killed in Almaty, Kazakhstan" in told
    assert _section(_brief("2022-01-12"), "Withdrawn") == [
        "A figure of 15 January 2022 was withdrawn on 16 January 2022: at least 4,500 as the number of people injured "
        "in Kazakhstan, in the name of the prosecutor general. It was corrected to 4,353."
    ]


def test_conflicting_figures_are_a_range_with_claimants() -> None:
    made = _brief("2022-01-08", "2022-01-09")
    (dispute,) = _section(made, "New disputes")
    assert dispute.startswith(
        "In dispute since 9 January 2022: the number of people arrested in Kazakhstan, from 5,800 to"
    )
    assert "5,800 from the press service" in dispute
    assert "5,969 from the interior ministry" in dispute
    assert any(
        s.startswith("By claimant, the number of people arrested")
        for s in _section(made, "Figures as they stand")
    )


def test_a_dispute_that_was_known_is_told_as_still_open() -> None:
    made = _brief("2022-01-10", "2022-01-12")
    assert _section(made, "New disputes") == []
    assert len(_section(made, "Still in dispute")) == 1


def test_what_is_out_of_date_is_said_to_be() -> None:
    (told,) = _section(_brief("2022-01-07", "2022-01-08"), "Told again, though out of date")
    assert "still tells as news at least 3,000" in told
    assert "since replaced by 4,266" in told


@pytest.mark.parametrize("since", ["2022-01-01", "2022-01-07", "2022-01-11", "2022-03-31"])
def test_every_sentence_rests_on_claims_that_hold_its_numbers(since: str) -> None:
    seen = _seen(since)
    made = brief(seen, Asked(), Frame("crisis", since))
    assert sum(len(s.sentences) for s in made.sections) > 5
    for section in made.sections:
        for sentence in section.sentences:
            assert sentence.cites
            for cited in sentence.cites:
                report = seen.world.reports[cited.report]
                assert " ".join(cited.quote.split()) in " ".join(report.text.split())
            if section.heading in {"New figures", "Withdrawn"}:
                _numbers_are_cited(sentence.words, " ".join(c.quote for c in sentence.cites))


def _numbers_are_cited(words: str, quotes: str) -> None:
    """The first number of the sentence that is no date stands in a cited quote, in digits or in words."""
    bare = re.sub(r"\d{1,2} (?:January|March) 2022|Khabar 24", "", words)
    first = re.search(r"\d[\d,]*", bare)
    if first is None:
        return
    value = int(first[0].replace(",", ""))
    spelled = {1: "a four-year-old girl", 5: "five", 8: "eight", 19: "ineteen", 5800: "5.8 thousand"}
    assert first[0] in quotes or spelled.get(value, "?") in quotes, (words, quotes)


def test_the_same_whatever_the_order() -> None:
    shuffled = list(CODED.values())
    random.Random(7).shuffle(shuffled)
    known = {c.report.id for name, c in CODED.items() if name[:10] <= "2022-01-08"}
    frame = Frame("crisis", "2022-01-08")
    one, two = (to_text(brief(picture(coded, known), Asked(), frame)) for coded in (CODED.values(), shuffled))
    assert one == two


def test_questions_narrow_it() -> None:
    almaty = _brief("2022-01-05", asked=Asked(place="Almaty"))
    text = to_text(almaty)
    assert "Almaty" in almaty.title
    assert "arrested" not in text
    assert "103" in text
    killed = _brief("2022-01-08", asked=Asked(measure="killed", claimant="prosecutor general"))
    assert all(
        "killed" in s.words
        for section in killed.sections
        for s in section.sentences
        if "figures" in section.heading
    )
    with pytest.raises(UsageError, match="Unknown kind"):
        Asked(kinds=("party",))


def test_nothing_new_is_said_to_be_nothing() -> None:
    made = _brief("2022-12-31")
    assert made.head[1] == "No report came in since then."
    empty = brief(picture([]), Asked(), Frame("empty", "2022-01-01"))
    assert "Nothing in the record answers this." in to_text(empty)
    assert "Nothing in the record answers this." in to_html(empty)


def test_an_old_version_or_copy_brings_no_news() -> None:
    first = [c for name, c in CODED.items() if name.startswith("2022-01-06-steppe")]
    copies = [c for name, c in CODED.items() if name.startswith("2022-01-06") and "steppe" not in name]
    seen = picture([*first, *copies], {c.report.id for c in first})
    assert news.figures(seen, Asked()) == ()
    assert all(
        "airport" in telling.claim(seen, n).words.lower() for n in news.claims(seen, Asked())
    )  # the added paragraph


def test_a_circle_holds_towns_and_no_countries(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.core.span import NOWHERE
    from sayso.core.where import Where

    circle = Circle(43.25, 76.95, 50)
    near = Where(NOWHERE, "Almaty, Kazakhstan", "KZ", lat=43.25, lon=76.92, precision="populated")
    far = Where(NOWHERE, "Taraz, Kazakhstan", "KZ", lat=42.9, lon=71.37, precision="populated")
    wide = Where(NOWHERE, "Kazakhstan", "KZ", lat=43.25, lon=76.95, precision="country")
    assert [circle.holds(p) for p in (near, far, wide)] == [True, False, False]


def test_text_keeps_its_width_and_links_its_sources() -> None:
    made = _brief("2022-01-08", "2022-01-12")
    text = to_text(made)
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= WIDTH
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", text.split("Sources")[0])}
    assert numbers == set(range(1, len(made.cites()) + 1))
    assert "https://kestrel-herald.example/" in text
    assert "http://127.0.0.1:8642/claims/c" in to_text(made, "http://127.0.0.1:8642/")


def test_markdown_escapes_what_reports_say_and_html_does_too() -> None:
    nasty = _nasty()
    made = brief(picture([nasty]), Asked(), Frame("a_b*c", "2022-01-01"))
    markdown = to_markdown(made)
    assert "a\\_b\\*c" in markdown
    assert "\\[x\\]" in markdown
    assert "](<javascript" not in markdown
    html = to_html(made)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "javascript:" not in html
    assert "default-src 'none'" in html


def _nasty() -> CodedReport:
    from tests.reconcile.conftest import make_claim, make_report

    words = "The mayor of Arland <script>alert(1)</script> [x](y) said 12 people had died"
    report = make_report(f"News from Arland\n\n{words}.", publisher="Mail <b>", url="javascript:alert(1)")
    return CodedReport(report, (make_claim(report, words, "12", "mayor *of* <i>Arland</i>"),))


def test_html_asks_nothing_of_others() -> None:
    html = to_html(_brief("2022-01-08"))
    assert not re.search(r"<(?:script|img|link|iframe)\b|url\(|@import|src=", html)
    assert set(re.findall(r'href="(https?:)?', html)) <= {"https:", ""}


def test_two_figures_of_one_claimant_are_no_range_between_claimants() -> None:
    seen = _seen("2022-01-08", "2022-01-10")
    toll, entry = next(
        (t, e) for t, e in seen.entries.values() if e.claimant == "interior ministry" and e.scope == "total"
    )
    other = replace(entry, id="e0", low=1, high=1, text="1")
    words = telling.standing(seen, toll, [entry, other]).words
    assert words.startswith("The interior ministry has given more than one figure for the number of ")
    assert "ranges" not in words


def test_the_source_of_a_figure_names_its_claimant() -> None:
    made = _brief("2022-01-02")
    checked = 0
    for section in made.sections:
        for sentence in section.sentences if section.heading == "Figures as they stand" else ():
            if " on the say-so of the interior ministry" in sentence.words:
                assert sentence.cites[0].says, sentence.words
                checked += 1
    assert checked
