"""Windows over a report, with a tokenizer of single words so that no model is needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from sayso.core.report import Part, Report
from sayso.reader.windows import CASES, case_of, sentences, windows

VOCAB = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel(VOCAB, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


def report(title: str, body: str) -> Report:
    text = f"{title}\n\n{body}" if title else body
    start = len(text) - len(body)
    parts = ((Part("title", 0, len(title)),) if title else ()) + (Part("body", start, len(text)),)
    return Report("r", text, parts)


WORDS = st.lists(
    st.sampled_from(["river", "rose", "by", "12.", "Police", "said.", "It", "fell\n"]),
    min_size=1,
    max_size=900,
)


@given(WORDS, st.booleans())
def test_every_readable_piece_is_fresh_exactly_once(words: list[str], titled: bool) -> None:
    made = Tokenizer(models.WordLevel(VOCAB, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    read = report("River rises" if titled else "", " ".join(words))
    fresh: list[tuple[int, int]] = []
    for window in windows(made, read):
        assert len(window.ids) <= 256
        assert len(window.ids) == len(window.cases) == len(window.starts) == len(window.fresh)
        assert window.ids[0] == 1
        assert window.ids[-1] == 2
        fresh += [(s, e) for s, e, f in zip(window.starts, window.ends, window.fresh, strict=True) if f]
    expected = [
        (part.start + s, part.start + e)
        for part in read.parts
        for _, (s, e) in made.pre_tokenizer.pre_tokenize_str(read.text[part.start : part.end])
    ]
    assert fresh == expected


def test_later_windows_carry_title_and_context(tokenizer: Tokenizer) -> None:
    body = " ".join(f"Sentence number {i} ends here." for i in range(120))
    first, second, *_ = windows(tokenizer, report("Flood in the north", body))
    assert second.starts[1] == 0
    assert not second.fresh[1]
    context = [s for s, f in zip(second.starts, second.fresh, strict=True) if not f and s > 20]
    assert context
    assert set(context) <= set(first.starts)


def test_noise_and_credits_are_not_read(tokenizer: Tokenizer) -> None:
    text = "Sign up now\nThe dam held."
    read = Report("r", text, (Part("noise", 0, 11), Part("body", 12, len(text))))
    (window,) = windows(tokenizer, read)
    assert min(s for s in window.starts if s >= 0) == 12


def test_a_report_without_words_has_no_window(tokenizer: Tokenizer) -> None:
    assert windows(tokenizer, Report("r", "x", (Part("noise", 0, 1),))) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The dam held. Nobody was hurt.", 2),
        ("Gen. Smith spoke on Jan. 3 in St. Louis. He left.", 2),
        ('"We are safe." The mayor said so.', 2),
        ("One line\nanother line", 2),
        ("Prices rose 3.5 percent. 12 people came.", 2),
        ("   ", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("dam", "lower"),
        ("Dam", "capitalised"),
        ("NATO", "upper"),
        ("McAdam", "mixed"),
        ("3,700", "digit"),
        ("—", "mark"),
    ],
)
def test_letter_case(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case
