"""The Kazakhstan example: every file is listed, listed claims stand in their files, and the tables agree with them."""

from __future__ import annotations

import json
import os
import re
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sayso.core.figure import MEASURES
from sayso.core.kinds import KINDS
from sayso.core.report import Report
from sayso.intake.read import reports

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "kazakhstan"
SHARED = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared"))
SIDE: dict[str, Any] = json.loads((FOLDER / "sidecar.json").read_text("utf-8"))
REPORTS: dict[str, dict[str, Any]] = {report["file"]: report for report in SIDE["reports"]}
TOLLS: dict[str, dict[str, Any]] = {toll["id"]: toll for toll in SIDE["tolls"]}
CLAIMS = [(name, claim) for name, report in REPORTS.items() for claim in report["claims"]]
STANCES = {"asserted", "denied", "hedged", "intended"}
STATUSES = {"current", "superseded", "withdrawn"}
RELATIONS = ("copy_of", "supersedes", "corrects", "withdraws", "partly_from")
SHINGLE = 8


class _Words(HTMLParser):
    """The text of a page, without what stands in script and style elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 (the base class calls it so)
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def text_of(name: str) -> str:
    raw = (FOLDER / name).read_text("utf-8")
    if name.endswith(".html"):
        reader = _Words()
        reader.feed(raw)
        raw = "".join(reader.found)
    return " ".join(raw.split())


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def numbers(text: str) -> list[float]:
    found = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
    return [round(n * 1000) for n in found] if "thousand" in text else found


WORDED = {"eight": 8, "five": 5, "nineteen": 19, "a": 1}


def bounds(text: str) -> tuple[float | None, float | None]:
    """Low and high by the guide for the forms that this sidecar uses, read anew from the words."""
    words = text.lower().split()
    value = next(iter(numbers(text)), None)
    if value is None:
        value = next((WORDED[word] for word in words if word in WORDED), None)
    return (value, None if re.match(r"(?i)at least|more than|over\b", text) else value)


def test_files_and_sidecar_list_the_same() -> None:
    on_disk = {path.name for path in FOLDER.iterdir() if path.suffix in {".html", ".txt"}}
    assert on_disk == set(REPORTS)
    assert len(REPORTS) == len(SIDE["reports"])
    assert 16 <= len(REPORTS) <= 18


@pytest.mark.parametrize("name", REPORTS)
def test_report_has_title_date_and_length(name: str) -> None:
    report, text = REPORTS[name], text_of(name)
    assert report["title"] in text
    assert datetime.fromisoformat(report["published"]).tzinfo is not None
    assert 120 <= len(text.split()) <= 480  # the story and, on pages, what stands around it
    if name.endswith(".html"):
        raw = (FOLDER / name).read_text("utf-8")
        assert f'content="{report["published"].replace("+00:00", "")}' in raw
        metadata = raw.split('<script type="application/ld+json">')[1].split("</script>")[0]
        assert json.loads(metadata)["headline"] == report["title"]


@pytest.mark.parametrize("name", REPORTS)
def test_relations_name_other_files(name: str) -> None:
    for relation in RELATIONS:
        other = REPORTS[name].get(relation)
        if other is not None:
            assert other in REPORTS
            assert moment(other) <= moment(name)
            assert other != name
    if "supersedes" in REPORTS[name]:
        assert REPORTS[REPORTS[name]["supersedes"]]["url"] == REPORTS[name]["url"]


def moment(name: str) -> datetime:
    report = REPORTS[name]
    return datetime.fromisoformat(report.get("updated") or report["published"])


def test_copies_share_their_text_under_other_headlines() -> None:
    copies = [(name, report["copy_of"]) for name, report in REPORTS.items() if "copy_of" in report]
    assert len(copies) >= 2
    for name, original in copies:
        ours, theirs = shingles(text_of(name)), shingles(text_of(original))
        assert len(ours & theirs) / len(theirs) > 0.5
        assert REPORTS[name]["title"] != REPORTS[original]["title"]


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_claim_is_complete_and_stands_in_the_text(name: str, claim: dict[str, Any]) -> None:
    assert claim["quote"] in text_of(name)
    assert claim["trigger"] in claim["quote"] or claim["trigger"].lower() in claim["quote"].lower()
    assert claim["kind"] in KINDS
    assert claim["stance"] in STANCES
    assert all(isinstance(who, str) and who for who in claim["says"])
    days = [date.fromisoformat(day) for day in (claim["when"] or "").split("/") if len(day) == 10]
    assert days == sorted(days)
    assert all(day <= moment(name).date() for day in days)


@pytest.mark.parametrize(("name", "claim"), [(n, c) for n, c in CLAIMS if c["figure"]])
def test_figure_agrees_with_its_words(name: str, claim: dict[str, Any]) -> None:
    figure = claim["figure"]
    assert figure["text"].lower() in text_of(name).lower()
    assert figure["measure"] in MEASURES
    assert figure["scope"] in {"event", "total"}
    assert (figure["low"], figure["high"]) == bounds(figure["text"])


def test_no_claim_is_listed_twice_in_a_report() -> None:
    for name, report in REPORTS.items():
        keys = [json.dumps(claim, sort_keys=True) for claim in report["claims"]]
        assert len(keys) == len(set(keys)), name


@pytest.mark.parametrize("toll", TOLLS.values(), ids=list(TOLLS))
def test_toll_is_shown_by_a_claim_of_each_file(toll: dict[str, Any]) -> None:
    assert toll["status"] in STATUSES
    assert toll["measure"] in MEASURES
    for link in ("part_of", "superseded_by", "corrected_to"):
        assert toll.get(link, toll["id"]) in TOLLS
    assert (toll["status"] == "superseded") == ("superseded_by" in toll)
    assert (toll["status"] == "withdrawn") == ("withdrawn_by" in toll)
    for key in ("shown_in", "told_as_old_in", "repeated_in", "stale_in", "also_denied_in"):
        for name in toll.get(key, []):
            told = [c for c in REPORTS[name]["claims"] if c["figure"] and _same(c["figure"], toll)]
            assert told, (key, name)
            assert any((c["stance"] == "denied") == (key == "also_denied_in") for c in told), (key, name)


def _same(figure: dict[str, Any], toll: dict[str, Any]) -> bool:
    if figure["measure"] != toll["measure"]:
        return False
    ours, theirs = (bounds(figure["text"]), bounds(toll["figure"]))
    return ours == theirs if theirs[0] is not None else figure["text"].lower() == toll["figure"]


def test_every_asserted_figure_is_in_the_tolls() -> None:
    for name, claim in CLAIMS:
        if claim["figure"] and claim["stance"] == "asserted":
            assert any(_same(claim["figure"], toll) for toll in TOLLS.values()), (name, claim["quote"])


def test_disputes_and_moments_name_tolls() -> None:
    named = [t for d in SIDE["disputes"] for t in d["between"]]
    for row in SIDE["as_of"]:
        assert datetime.fromisoformat(row["as_of"]).tzinfo is not None
        for key in ("current", "withdrawn", "not_yet"):
            named += row.get(key, [])
        for toll in row["current"]:
            first = min(moment(name) for name in TOLLS[toll]["shown_in"])
            assert first <= datetime.fromisoformat(row["as_of"]), (row["as_of"], toll)
        for toll in row.get("not_yet", []):
            first = min(moment(name) for name in TOLLS[toll]["shown_in"])
            assert first > datetime.fromisoformat(row["as_of"]), (row["as_of"], toll)
    assert set(named) <= set(TOLLS)


def test_no_wording_of_the_seed_report() -> None:
    seed = SHARED / "reports" / "kazakhstan-2022-01-07.txt"
    if not seed.exists():
        pytest.skip("the seed report is not beside this checkout (../shared/reports)")
    theirs = shingles(seed.read_text("utf-8"))
    for name in REPORTS:
        shared = shingles(text_of(name)) & theirs
        assert not shared, (name, sorted(" ".join(s) for s in shared))


@pytest.mark.parametrize("name", REPORTS)
def test_intake_keeps_every_listed_quote(name: str) -> None:
    (report,) = reports(FOLDER / name)
    assert isinstance(report, Report), report
    text = " ".join(report.text.split())
    lost = [c["quote"] for c in REPORTS[name]["claims"] if " ".join(c["quote"].split()) not in text]
    assert not lost
    assert report.published == REPORTS[name]["published"][:10]


def test_incidents_are_made_of_listed_claims_each_in_one() -> None:
    listed = {(r["file"], c["quote"]) for r in SIDE["reports"] for c in r["claims"]}
    told = [tuple(claim) for incident in SIDE["incidents"] for claim in incident["claims"]]
    assert set(told) <= listed
    assert len(told) == len(set(told))
