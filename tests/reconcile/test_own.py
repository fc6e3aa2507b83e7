"""Policies of a user's own: what a file can say, what a function must give, and how errors read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.core.toll import Toll
from sayso.reconcile.own import from_table, load
from sayso.reconcile.tolls import tolls_of

from .conftest import Make


@pytest.fixture
def toll(one: Make) -> Toll:
    """Current: ministry 20 (2 May), army 30 (1 May), mayor perhaps 50 (3 May), own voice 90; no more: ministry 10."""
    (made,) = tolls_of(
        [
            one("The interior ministry said 10 died.", "10", "the interior ministry", "2030-05-01"),
            one("The interior ministry said 20 died.", "20", "the interior ministry", "2030-05-02"),
            one("The army said 30 died.", "30", "the army", "2030-05-01"),
            one("The mayor said perhaps 50 died.", "50", "the mayor", "2030-05-03", stance="hedged"),
            one("In all 90 died.", "90", "", "2030-04-20"),
        ]
    )
    return made


@pytest.mark.parametrize(
    ("figures", "answer", "numbers"),
    [
        ({}, {"low": "min", "best": "median", "high": "max"}, (20, 30, 90)),
        ({}, {"best": "latest"}, (None, 50, None)),
        ({"stance": ["asserted"]}, {"best": "latest"}, (None, 20, None)),
        ({"not_kinds": ["media"]}, {"best": "max"}, (None, 50, None)),
        ({"kinds": ["media"]}, {"best": "min"}, (None, 90, None)),
        ({"claimants": ["Interior Ministry"]}, {"best": "supported"}, (None, 20, None)),
        ({"not_claimants": ["ministry", "mayor"]}, {"low": "min"}, (30, None, None)),
        ({"status": ["current", "superseded"]}, {"low": "min"}, (10, None, None)),
        ({"within_days": 1}, {"low": "min", "high": "max"}, (20, None, 50)),
        ({"kinds": ["monitor"]}, {"best": "max"}, (None, None, None)),
    ],
)
def test_what_a_file_says(
    toll: Toll, figures: dict[str, object], answer: dict[str, str], numbers: tuple[int | None, ...]
) -> None:
    made = from_table({"figures": figures, "answer": answer}, "desk")(toll)
    assert (made.low, made.best, made.high) == numbers
    assert made.policy == "desk"
    assert made.rule.startswith("the rule desk: ")
    assert set(made.entries) <= {e.id for e in toll.entries}


def test_words_have_the_number_that_the_file_gives_them(one: Make) -> None:
    (toll,) = tolls_of([one("Dozens died.", "Dozens", "the army", low=None, high=None)])
    assert from_table({"answer": {"best": "min"}}, "x")(toll).best is None
    assert from_table({"answer": {"best": "min"}, "words": {"dozens": 24}}, "x")(toll).best == 24


def test_a_file_is_read(toll: Toll, tmp_path: Path) -> None:
    path = tmp_path / "rule.toml"
    path.write_text('rule = "the desk\'s own"\n[answer]\nbest = "median"\n', encoding="utf-8")
    answer = load(str(path))(toll)
    assert (answer.policy, answer.rule, answer.best) == ("rule", "the desk's own", 30)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("best = ", "is no TOML"),
        ("", "at least one of low, best, high"),
        ("[answer]\nbest = 'mean'", "none of min, max, median, latest, supported"),
        ("[answer]\nworst = 'min'", "no key 'worst'"),
        ("[figures]\nkind = ['media']\n[answer]\nbest='min'", "no key 'kind'; known: kinds"),
        ("[figures]\nkinds = 'media'\n[answer]\nbest='min'", "must be a list of words"),
        ("[figures]\nstance = ['sure']\n[answer]\nbest='min'", "'sure' under stance is none of asserted"),
        ("[figures]\nwithin_days = -1\n[answer]\nbest='min'", "must be a whole number"),
        ("[answer]\nbest='min'\n[words]\ndozens = 'many'", "no whole number"),
        ("answer = 'min'", "must be a table"),
        ("x = 1", "no key 'x'"),
    ],
)
def test_a_wrong_file_is_one_sentence_that_names_it(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "rule.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says) as told:
        load(str(path))
    assert "rule.toml" in str(told.value)


def test_a_function(toll: Toll, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine_of_test.py").write_text(
        "from sayso.reconcile.policies import Answer\n"
        "def first(toll):\n"
        "    e = toll.entries[0]\n"
        "    return Answer('first', toll.measure, toll.of, toll.place, None, e.low, None, (e.id,), 'the first')\n"
        "def bare(toll):\n    return 3\n"
        "def broken(toll):\n    return toll.nothing\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert load("mine_of_test:first")(toll).best == toll.entries[0].low
    with pytest.raises(UsageError, match="must give back"):
        load("mine_of_test:bare")(toll)
    with pytest.raises(UsageError, match="failed on killed, people"):
        load("mine_of_test:broken")(toll)
    with pytest.raises(UsageError, match="has no function 'none'"):
        load("mine_of_test:none")


@pytest.mark.parametrize("rule", ["no_such_module_here:f", ":f", "none.toml", "gut feeling"])
def test_what_is_no_policy_is_told(rule: str) -> None:
    with pytest.raises(UsageError):
        load(rule)
