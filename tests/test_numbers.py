"""Numbers are found as printed, with their bounds, sorts and qualifier words, on any text at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.language.sentences import sentences
from builder.mentions.numbers import find_numbers
from builder.model import Number, Sentence
from tests.case_tables import cases

CLAIMS = frozenset({"count", "percent", "money", "measure", "rate"})


def all_numbers(text: str) -> list[tuple[Sentence, Number]]:
    return [(s, n) for s in sentences(text) for n in find_numbers(s, text)]


def _plain(value: float | None) -> str:
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


def describe(text: str, sentence: Sentence, n: Number) -> str:
    """Such as "1,200: more_than 1200", "16-20: range 16..20", "95: exact 95 percent", "34: age"."""
    words = " ".join(sentence.span(n.i, n.j).of(text).split())
    if n.form == "article" and n.sort == "count":
        return f"{words}: article"
    if n.sort not in CLAIMS:
        return f"{words}: {n.sort}"
    said = _plain(n.value) if n.value is not None else f"{_plain(n.low)}..{_plain(n.high)}"
    kind = [] if n.sort == "count" else [n.sort] if n.unit in (None, n.sort) else [n.sort, n.unit]
    return f"{words}: {' '.join([str(n.qualifier), said, *kind])}"


@pytest.mark.parametrize("case", cases("numbers"))
def test_numbers(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [describe(text, s, n) for s, n in all_numbers(text) if n.form != "article" or case.get("articles")]
    assert found == case["numbers"]


@pytest.mark.parametrize(
    ("text", "cue", "reach"),
    [
        ("More than 1,200 fled.", "more than", "More than 1,200"),
        ("At least another 12 men fled.", "at least", "At least another 12"),
        ("An estimated 40 men fled.", "an estimated", "An estimated 40"),
        ("A total of 90 men fled.", None, "A total of 90"),
        ("It cost up to US$5 million to mend.", "up to", "up to US$5 million"),
        ("Some 30-plus boats sank.", "some", "Some 30-plus"),
        ("Only 20 or so boats sank.", "or so", "20 or so"),
        ("Sixty people or more fled.", "or more", "Sixty"),
        ("Nearly 95% of them fled.", "nearly", "Nearly 95%"),
        ("About 12-18 boats sank.", "about", "About 12-18"),
        ("The 25-year-old fled.", None, "25-year-old"),
        ("Some 30 or so boats sank.", "some", "Some 30 or so"),
        ("More than 12 or so boats sank.", "more than", "More than 12 or so"),
        ("At least 12 to 15 boats sank.", "at least", "At least 12 to 15"),
        ("The tank held 14 000.5 litres.", None, "14 000.5 litres"),
        ("Doors open at 6.15 p.m. today.", None, "6.15 p.m."),
        ("Doors open at 9.30:15 sharp.", None, "9.30:15"),
    ],
)
def test_reach_and_cue(text: str, cue: str | None, reach: str) -> None:
    sentence, number = all_numbers(text)[0]
    assert (sentence.span(number.left, number.right).of(text), number.cue) == (reach, cue)


def test_qualifier_bounds() -> None:
    texts = ["at least 9", "more than 9", "up to 9", "nearly 9", "about 9", "9"]
    bounds = [(n.low, n.high) for t in texts for _, n in all_numbers(f"It hurt {t} men.")]
    assert bounds == [(9, None), (9, None), (None, 9), (None, 9), (None, None), (9, 9)]


def test_a_number_of_400_digits_is_a_name() -> None:
    assert [(n.value, n.sort) for _, n in all_numbers("Code " + "9" * 400 + " failed.")] == [(None, "name")]
    assert [n.value for _, n in all_numbers("A " + "million " * 60 + "men")] == [None]


WORDS = """a an another one two twenty - 16 3.5 1,200 000 14 million hundred dozens of about at least more than
between and to or half third no . , ( ) $ % ''
p.m. May 2019 people year old s : / km é ٣ ½ 5' ’s from in the few several tens"""


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)))
def test_any_text(text: str) -> None:
    """No text breaks the grammar; numbers lie in order within their sentence, and their bounds agree."""
    for sentence in sentences(text):
        end = 0
        for n in find_numbers(sentence, text):
            assert end <= n.left <= n.i < n.j <= n.right <= len(sentence.tokens)
            assert n.value is None or n.low in (None, n.value)
            assert n.low is None or n.high is None or n.low <= n.high
            end = n.right
