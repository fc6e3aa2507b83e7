import pytest

from sayso.intake.photo_credit import credit_start

CAPTION = "Smoke rises over the bridge on Thursday."


@pytest.mark.parametrize(
    "credit",
    [
        "(photo credit: AGENCY/A. NAME VIA REUTERS)", "(credit: REUTERS/A. NAME)", "(Photo by A. Name)",
            "(AP Photo/A. Name)",
        "REUTERS/A. Name", "REUTERS/A. Name/File Photo", "A. Name/AFP via Getty Images", "Photo: A. Name",
            "Photo by A. Name",
        "[A. Name/Reuters]", "Image credit: The Ministry", "© A. Name", "(Source: The Ministry)", "Getty Images",
        "Credit...A. Name", "A. Name / AP file", "Handout photo", "(Anadolu Agency)",
    ],
)  # fmt: skip
def test_where_the_credit_begins(credit: str) -> None:
    line = f"{CAPTION} {credit}"
    start = credit_start(line)
    assert start is not None
    assert line[:start].rstrip() == CAPTION
    assert credit_start(credit) == 0


@pytest.mark.parametrize(
    "line",
    [
        CAPTION,
        "The ministry (the largest in the country) published a photo of the bridge.",
        "The agreement was signed by the government and the rebels.",
        "The pictures were taken by residents: they show a burning school.",
        "The army said it had no images of the strike (made on Friday).",
    ],
)
def test_no_credit(line: str) -> None:
    assert credit_start(line) is None


def test_one_credit_behind_another_is_cut_as_a_whole() -> None:
    line = f"{CAPTION} (AP Photo/A. Name) Photo: A. Name, AP"
    assert line[: credit_start(line)].rstrip() == CAPTION


def test_offsets_hold_in_a_long_line() -> None:
    line = "The bridge is closed. " * 200 + "(photo credit: A. NAME)"
    assert line[credit_start(line) :] == "(photo credit: A. NAME)"
