import json
import subprocess
import sys
import time

import pytest

from sayso.core.coded import CodedReport, Failure
from sayso.core.errors import UsageError
from sayso.core.jsonl import dump
from sayso.core.patience import has_alarm, too_long
from sayso.core.reading import Event, Reading
from sayso.core.report import Part, Report
from sayso.pipeline import NO_DATE, Options, choose_reader, code, read

STORY = "The interior ministry said 26 rebels had been killed in Varosh. Shops were looted, residents said."


def lines(tmp_path, *rows):
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def row(text=STORY, number=1, **more):
    return {"id": f"r{number}", "text": text, "published": "2022-01-07", **more}


LEXICON = Options(reader="lexicon")


def test_reports_are_read_into_claims_with_their_words(tmp_path):
    (coded,) = read(lines(tmp_path, row()), LEXICON)
    kill = next(c for c in coded.claims if c.kind == "kill")
    assert (kill.figure.low, kill.figure.measure) == (26, "killed")
    assert "interior ministry" in kill.says[0].name
    for claim in coded.claims:
        for _, span in claim.spans():
            assert coded.report.text[span.start : span.end] == span.text


def test_order_is_kept_over_batches_and_failures(tmp_path):
    path = lines(tmp_path, *(row(number=n) for n in range(5)))
    path.write_text(path.read_text() + "not json\n", "utf-8")
    results = list(read([path, tmp_path / "missing.txt"], Options(reader="lexicon", batch=2)))
    assert [r.report.id for r in results if isinstance(r, CodedReport)] == [f"r{n}" for n in range(5)]
    assert [type(r) for r in results[5:]] == [Failure, Failure]


def test_reading_streams(tmp_path):
    asked = []

    def reader(reports):
        asked.append(len(reports))
        return [Reading(r, model="hand") for r in reports]

    results = read(lines(tmp_path, *(row(number=n) for n in range(6))), Options(reader=reader, batch=2))
    next(results)
    assert asked == [2]
    list(results)
    assert asked == [2, 2, 2]


def test_one_bad_report_fails_alone_with_a_sentence(tmp_path):
    def reader(reports):
        if any("poison" in r.text for r in reports):
            raise ZeroDivisionError("by zero")
        return [Reading(r, model="hand") for r in reports]

    path = lines(
        tmp_path, row(number=1), row("A poison was found in the well of the old mill.", 2), row(number=3)
    )
    good, bad, last = read(path, Options(reader=reader))
    assert (good.report.id, last.report.id) == ("r1", "r3")
    assert "ZeroDivisionError: by zero" in bad.reason
    assert "\n" not in bad.reason


def test_a_report_that_cannot_be_assembled_fails_alone(tmp_path, monkeypatch):
    from sayso.claims import assemble

    def claims(reading, *_):
        if reading.report.id == "r1":
            raise KeyError("slot")
        return ()

    monkeypatch.setattr(assemble, "claims", claims)
    bad, good = read(lines(tmp_path, row(number=1), row(number=2)), LEXICON)
    assert isinstance(bad, Failure)
    assert isinstance(good, CodedReport)


def busy(seconds=20):
    """Works so long, and lets no error end it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            sum(range(1000))
        except Exception:
            continue


@pytest.mark.skipif(not has_alarm(), reason="this system has no alarm")
def test_a_report_that_takes_too_long_to_read_fails_alone(tmp_path):
    def reader(reports):
        for report in reports:
            if report.id == "r2":
                busy()
            yield Reading(report, model="hand")

    path = lines(tmp_path, *(row(number=n) for n in range(5)))
    results = list(read(path, Options(reader=reader, seconds=0.3)))
    assert [type(r) for r in results] == [CodedReport, CodedReport, Failure, CodedReport, CodedReport]
    assert results[2] == Failure(str(path), f"line 3: {too_long(0.3)}")


@pytest.mark.skipif(not has_alarm(), reason="this system has no alarm")
def test_a_report_that_takes_too_long_to_assemble_or_to_take_in_fails_alone(tmp_path, monkeypatch):
    from sayso.intake import text
    from sayso.resolve import things

    resolve, given = things.resolve, text.read_text

    def slow_resolve(reading):
        if reading.report.id == "r1":
            busy()
        return resolve(reading)

    def slow_text(told, *rest):
        if "slowly" in told:
            busy()
        return given(told, *rest)

    monkeypatch.setattr(things, "resolve", slow_resolve)
    monkeypatch.setattr("sayso.intake.jsonl.read_text", slow_text)
    path = lines(tmp_path, row(), row(number=2), row("It came slowly.", 3), row(number=4))
    results = list(read(path, Options(reader="lexicon", seconds=0.3)))
    assert [type(r) for r in results] == [Failure, CodedReport, Failure, CodedReport]
    assert [r.reason for r in results if isinstance(r, Failure)] == [
        f"line 1: {too_long(0.3)}",
        f"line 3: {too_long(0.3)}",
    ]


def test_notes_say_what_is_missing(tmp_path):
    (coded,) = read(
        lines(tmp_path, row("The choir sang in the old hall until the evening came.", published=None)),
        LEXICON,
    )
    assert coded.claims == ()
    assert NO_DATE in coded.notes
    assert any(n.startswith("no claims: ") for n in coded.notes)


def test_a_text_that_contradicts_its_publication_date_is_told_of(tmp_path):
    dated = row(f"VAROSH, 19 January 2022 — {STORY}")
    later = row(f"{STORY} The bridge collapsed on 21 January 2022.", 2)
    for coded in read(lines(tmp_path, dated, later), LEXICON):
        (note,) = [n for n in coded.notes if "its publication date is 2022-01-07" in n]
        assert json.loads(dump(coded))["notes"] == [*coded.notes]
        assert note.startswith(
            "the text is dated 2022-01-19" if coded.report.id == "r1" else "the text tells of 21"
        )


def test_the_users_day_is_used_only_where_a_report_gives_none(tmp_path):
    path = lines(tmp_path, row(number=1), row(number=2, published=None))
    first, second = read(path, Options(reader="lexicon", published="2022-02-01"))
    assert (first.report.published, second.report.published) == ("2022-01-07", "2022-02-01")
    assert NO_DATE not in second.notes


def test_layers_only_when_asked(tmp_path):
    (without,) = read(lines(tmp_path, row()), LEXICON)
    (given,) = read(lines(tmp_path, row()), Options(reader="lexicon", layers=True))
    assert without.layers is None
    assert given.layers.reading.events


def test_twice_the_same(tmp_path):
    path = lines(tmp_path, row())
    assert list(read(path, LEXICON)) == list(read(path, LEXICON))


def test_readers_are_chosen_by_name():
    from sayso.reader import lexicon

    assert choose_reader("lexicon") is lexicon.read
    with pytest.raises(UsageError, match="known: learned, lexicon"):
        choose_reader("oracle")


def test_code_takes_one_report():
    report = Report("r", STORY, (Part("body", 0, len(STORY)),), published="2022-01-07")

    def reader(reports):
        return [Reading(r, (Event(r.cut(46, 52), "kill"),), model="hand") for r in reports]

    assert [c.kind for c in code(report, reader).claims] == ["kill"]


def test_import_is_cheap():
    script = (
        "import sys, time; s = time.perf_counter(); import sayso; t = time.perf_counter() - s; "
        "heavy = {'numpy', 'onnxruntime', 'trafilatura', 'sayso.pipeline'} & set(sys.modules); "
        "print(t < 0.3, sorted(heavy), sayso.read.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "[]", "read"]
