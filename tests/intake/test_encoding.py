import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.errors import InputError
from sayso.intake.encoding import declared_charset, decode

TEXT = "The ministry’s café in Łódź reopened – “at last”, it said.\r\nSecond line.\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_told_and_newlines_kept(codec: str) -> None:
    text = "Troops crossed the river – the governor’s office said so.\r\nSecond line.\n" * 3
    assert decode(text.encode(codec)) == text


def test_windows_1252_is_read_without_being_declared() -> None:
    text = "The governor’s office said “no” – and again “no” – to the ministry’s demand.\n" * 4
    assert decode(text.encode("cp1252")) == text


def test_a_declared_charset_wins_over_a_guess_and_latin_1_means_windows_1252() -> None:
    text = "<html><head><meta charset='iso-8859-1'></head><p>The ministry’s answer was “no”.</p>"
    assert decode(text.encode("cp1252")) == text
    russian = "Министерство сообщило о потерях." * 3
    assert decode(russian.encode("cp1251"), "windows-1251") == russian


def test_a_declaration_that_is_wrong_does_not_spoil_utf_8() -> None:
    assert decode(TEXT.encode("utf-8"), "iso-8859-1") == TEXT


def test_utf_8_with_one_broken_byte_stays_utf_8() -> None:
    broken = (TEXT * 40).encode("utf-8")[:-1] + b"\xff"
    assert decode(broken).startswith(TEXT)


@pytest.mark.parametrize("name", ["hex", "zip", "no-such-charset", "rot13", ""])
def test_a_charset_that_is_none_is_passed_over(name: str) -> None:
    assert "caf" in decode("A café near the front line stayed open.".encode("cp1252"), name)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, bytes(range(256)) * 4, b"PK\x03\x04\0\0"]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(data)


def test_charset_of_a_page_and_of_xml() -> None:
    assert (
        declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">')
        == "windows-1250"
    )
    assert declared_charset(b"<?xml version='1.0' encoding='UTF-8'?>") == "UTF-8"
    assert declared_charset(b"<p>charset=none of this</p>") is None


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_sentence(data: bytes) -> None:
    try:
        text = decode(data)
    except InputError:
        return
    assert "\0" not in text or data.startswith(codecs.BOM_UTF32_BE)
