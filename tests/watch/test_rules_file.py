"""What a file of rules may hold; what is wrong is told with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.core.errors import UsageError
from sayso.watch.rules_file import load, parse

_ONE = '[[rule]]\nname = "a"\nwhen = "figure"'
GOOD = """\
# what the desk wants to hear
[[sink]]
name = "desk"
as = "email"
host = "mail.example.org"
from = "sayso@example.org"
to = ["desk@example.org"]

[[sink]]
as = "log"
file = "alerts.jsonl"

[[rule]]
name = "Killed in Almaty rises"
when = "rises"
measure = "killed"
place = "Almaty"
by = 5
to = ["desk"]

[[rule]]
name = "Near"
when = "incident"
lat = 43.25
lon = 76.9
within_km = 50

[[rule]]
name = "Words"
when = "claim"
text = '"counter-terrorist operation"'
stances = ["denied", "hedged"]
score = 0.7
"""


def test_a_file_of_rules(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(GOOD)
    found = load(path)
    killed, near, words = found.rules
    assert (killed.when, killed.by, killed.asked.place, killed.asked.measure) == (
        "rises",
        5,
        "Almaty",
        "killed",
    )
    assert near.asked.near is not None
    assert near.asked.near.km == 50
    assert words.search is not None
    assert (words.search.stances, words.asked.score) == (("denied", "hedged"), 0.7)
    assert [s.name for s in found.sinks] == ["desk", "log"]
    assert found.sinks[1].options["file"] == str(tmp_path / "alerts.jsonl")
    assert [s.name for s in found.sinks_of("Killed in Almaty rises")] == ["desk"]
    assert [s.name for s in found.sinks_of("Near")] == ["desk", "log"]


def test_without_sinks_alerts_go_to_standard_output() -> None:
    (sink,) = parse('[[rule]]\nname = "x"\nwhen = "dispute"').sinks
    assert (sink.sort, sink.options["file"]) == ("log", "-")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[rule]]\nname = "x"\nwhen = "rise"', "row 3: unknown when 'rise'; known: rises, figure"),
        ('[[rule]]\nname = "x"\n\nwhen = "rises"\nmeasure = "dead"', "row 5: Unknown measure 'dead'"),
        (
            '[[rule]]\nname = "x"\nwhen = "rises"\ncolour = "red"',
            "row 4: a rule for 'rises' takes no 'colour'",
        ),
        ('[[rule]]\nwhen = "rises"', "row 1: name is missing."),
        (
            '[[rule]]\nname = "a"\nwhen = "figure"\n[[rule]]\nname = "b"\nwhen = "figure"\nby = 3',
            "row 7: a rule for 'figure'",
        ),
        (
            '[[rule]]\nname = "a"\nwhen = "rises"\nby = 0',
            "row 4: by takes a whole number of at least 1, not 0.",
        ),
        (
            '[[rule]]\nname = "a"\nwhen = "incident"\nlat = 99\nlon = 1\nwithin_km = 5',
            "row 4: lat takes a number from -90",
        ),
        (
            '[[rule]]\nname = "a"\nwhen = "incident"\nlat = 9',
            "row 4: a circle needs lat, lon and within_km; lon is missing.",
        ),
        ('[[rule]]\nname = "a"\nwhen = "figure"\ndate = "soon"', "row 4: Period 'soon'"),
        ('[[rule]]\nname = "a"\nwhen = "claim"\nkinds = ["party"]', "row 4: Unknown kind 'party'"),
        ('[[rule]]\nname = "a"\nwhen = "claim"\nstances = "sure"', "row 4: Unknown stance 'sure'"),
        (
            '[[rule]]\nname = "a"\nwhen = "claim"\nscore = 2',
            "row 4: score takes a number from 0 to 1, not 2.",
        ),
        (
            '[[rule]]\nname = "a"\nwhen = "claim"\nto = ["nobody"]',
            "row 4: there is no sink named 'nobody'; there are log.",
        ),
        (
            '[[rule]]\nname = "a"\nwhen = "figure"\n[[rule]]\nname = "a"\nwhen = "figure"',
            "row 5: there is another rule named 'a'.",
        ),
        ('[rule]\nname = "a"', "row 1: write [[rule]] with two brackets."),
        ('[[rules]]\nname = "a"', "row 1: unknown table 'rules'"),
        ('[[rule]]\nname = "a\nwhen = 1', "row 2: this is no TOML"),
        ("", "there is no [[rule]] in it"),
        ('[[sink]]\nas = "pager"', "row 2: unknown sort of sink 'pager'; known: log, atom, webhook, email."),
        ('[[sink]]\nas = "webhook"', "row 1: a sink as 'webhook' needs url."),
        (
            '[[sink]]\nas = "webhook"\nurl = "ftp://x"',
            "row 3: url takes an http or https address, not 'ftp://x'.",
        ),
        (
            '[[sink]]\nas = "email"\nhost = "h"\nfrom = "a@b"\nto = []',
            "row 5: to takes an address or a list",
        ),
        (
            '[[sink]]\nas = "email"\nhost = "h"\nfrom = "a@b"\nto = "c@d"\nsecurity = "none"\nuser = "u"',
            "row 6: a password is not sent over a line without encryption",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_row(text: str, says: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text, "rules.toml")
    message = str(error.value)
    assert message.startswith("rules.toml")
    assert says in message
    assert "\n" not in message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.toml")
