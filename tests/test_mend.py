"""Broken words of scraped pages: read as what they were, on the characters they stand on."""

from __future__ import annotations

import pytest

from builder.claims.extract import extract_claims
from builder.language.sentences import sentences
from builder.model import Document

HARM = {"casualty", "damage"}


def tokens(text: str) -> list[tuple[str, str]]:
    """Each token's word, and the characters it stands on."""
    found = [s.tokens for s in sentences(text)]
    return [(w, text[a:b]) for t in found for w, a, b in zip(t.words, t.starts, t.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("displacedabout", [("displaced", "displaced"), ("about", "about")]),
        ("Familiesdisplaced", [("families", "Families"), ("displaced", "displaced")]),
        ("alreadydisplacedpeople", [("already", "already"), ("displaced", "displaced"), ("people", "people")]),
        ("a con ict", [("a", "a"), ("conflict", "con ict")]),
        ("a con\nict", [("a", "a"), ("conflict", "con\nict")]),
        ("a con fl ict", [("a", "a"), ("conflict", "con fl ict")]),
        ("a conict", [("a", "a"), ("conflict", "conict")]),
        ("a con\ufffdict", [("a", "a"), ("conflict", "con\ufffdict")]),
        ("they \ufb02ee", [("they", "they"), ("flee", "\ufb02ee")]),
        ("forced to  ee", [("forced", "forced"), ("to", "to"), ("flee", "ee")]),
        ("EE grew", [("ee", "EE"), ("grew", "grew")]),
        ("the townspeople", [("the", "the"), ("townspeople", "townspeople")]),
        ("two farmhouses", [("two", "two"), ("farmhouses", "farmhouses")]),
    ],
)
def test_a_broken_word_is_read_as_what_it_was(text: str, read: list[tuple[str, str]]) -> None:
    assert tokens(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "Floods displacedabout 5,300 people on Monday. It rained.",
        "Some 9,000 people had to  ee the town. It rained.",
        "Some 9,000 people had to \ufb02ee the town. It rained.",
        "It rained.\n\nSome 9,000 displacedpeople slept there.",
    ],
)
def test_the_families_alone_are_read_from_a_broken_page_too(text: str) -> None:
    every = [c for c in extract_claims(Document("d", text)) if c.family in HARM]
    assert [(c.measure, c.value_text, text[c.start : c.end]) for c in every] == [
        ("displaced", every[0].value_text, every[0].value_text)
    ]
    assert extract_claims(Document("d", text), HARM) == every
