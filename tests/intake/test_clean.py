import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake.clean import key, kind_of

NOISE = [
    "Stay up to date with our headlines!", "Subscribe to The Example Newsletter",
    "Sign up for our newsletter",
    "Read more: What the ceasefire says",
    "READ MORE", "Advertisement", "Story continues below",
    "Share this article",
    "Related articles", "Most read", "Click here to watch", "Follow us on Twitter",
    "© 2022 The Example. All rights reserved.",
    "Tags: war, bridge",
    "12 Comments", "Get the day's headlines in your inbox", "___", "https://news.example/a",
    "Also read: The road north", "To read the full story", "Our Standards: a set of principles",
]  # fmt: skip
CREDITS = [
    "By A. Reporter", "BY A. REPORTER",
    "By A. Reporter and B. Writer", "(Reporting by the desk; Editing by the night desk)",
    "A. Reporter contributed to this report.", "(photo credit: AGENCY/NAME VIA REUTERS)", "Photo: Ministry of Defence",
    "Published: 7 January 2022", "Last updated on 2022-01-07 at 10:32 GMT", "REUTERS/Staff",
    "(Example Wire, Central Asia desk)", "Staff, with reporting by agencies", "SOURCE: News agencies",
]  # fmt: skip
READ = [
    "By Friday the army had left the town.", "More than 20 people were killed.",
    "Follow-up talks were held in the capital.",
    "Reporting restrictions were lifted on Monday.", "The ministry subscribed to the plan.", "TROOPS IN THE CITY",
    "Photo journalists were beaten near the square.", "Updated figures show that 12 people died in the blast.",
    "Share prices fell by a tenth.", "Also in the past day, rockets hit the harbour.",
    "Live ammunition was used, witnesses said.",
    "Related violence killed three people in the east.", "Copyright law was suspended by decree.",
    "Staff were evacuated from the ministry.",
    "Source of the fire: a rocket, the mayor said on Friday, hit the depot and set it alight.",
    "Sign of the times: the bank has closed.", "Save the bridge, residents demanded on Friday.",
]  # fmt: skip


@pytest.mark.parametrize("line", NOISE)
def test_noise(line: str) -> None:
    assert kind_of(line) == "noise"


@pytest.mark.parametrize("line", CREDITS)
def test_credit(line: str) -> None:
    assert kind_of(line) == "credit"


@pytest.mark.parametrize("line", READ)
def test_what_is_read(line: str) -> None:
    assert kind_of(line) is None


def test_a_long_paragraph_is_read_whatever_it_begins_with() -> None:
    assert kind_of("Read more of the ministry's statement, it said, " + "and the army stayed " * 12) is None


@pytest.mark.parametrize(
    "unit", [" ", "( ", "photo: ", "A. ", "a/", "© ", "read more ", "-", "A b", "[", "(AP "]
)
def test_odd_lines_cost_no_time(unit: str) -> None:
    start = time.process_time()
    kind_of(unit * 100_000)
    kind_of("x " * 30 + unit * 20_000)
    assert time.process_time() - start < 1


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_line_has_a_kind(line: str) -> None:
    assert kind_of(line) in {None, "noise", "credit"}
    assert key(line) == key(key(line))
