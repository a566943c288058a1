"""Whose the counted people are."""

from __future__ import annotations

from typing import Any

import pytest

from builder.language.sentences import sentences
from builder.mentions.parties import find_parties, owner_of, party_of
from tests.case_tables import cases


def _range(text: str, phrase: str) -> tuple[int, int]:
    tokens = sentences(text)[0].tokens
    start = text.index(phrase)
    return tokens.starts.index(start), tokens.ends.index(start + len(phrase)) + 1


@pytest.mark.parametrize("case", cases("parties"))
def test_party_of_a_noun_phrase(case: dict[str, Any]) -> None:
    text, sentence = case["text"], sentences(case["text"])[0]
    i, j = _range(text, case["np"])
    assert (party_of(sentence, text, i, j, find_parties(sentence, text)) or "") == case["party"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two Turks left Turkey.", [("Turks", "TUR", "nationality"), ("Turkey", "TUR", "country")]),
        ("They ate turkey with us in New Mexico.", []),
        ("US and U.S. troops met.", [("US", "USA", "country"), ("U.S.", "USA", "country")]),
        ("He told us that Georgia and the DRC agreed.", [("DRC", "COD", "country")]),
        ("Muslim and Kurdish men", [("Muslim", None, "religion"), ("Kurdish", None, "nationality")]),
        ("The al-Shabaab group", [("al-Shabaab", None, "organisation")]),
    ],
)
def test_parties_of_a_sentence(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert [(p.text, p.country, p.kind) for p in find_parties(sentences(text)[0], text)] == found


@pytest.mark.parametrize(
    ("text", "word", "owner"),
    [
        ("According to the Nagorno-Karabakh army, 90 of its men have died.", "its", "Nagorno-Karabakh"),
        ("Kenya has not told how high its losses are.", "its", "Kenya"),
        ("The Israeli military said Hamas fired first and that two of its soldiers died.", "its", "Israeli"),
        ("The Taliban denied the report. Three of its fighters were hurt, an aide said.", "its", "Taliban"),
        ("Hamas said Israel lost some of its soldiers.", "its", "Israel"),
        ("Rebel fighters said that four of their men died.", "their", "Rebel"),
        ("The Red Cross said two of their aunts died.", "their", None),
        ("The bus lost its brakes.", "its", None),
        ("Kenya mourned; his two sons died.", "his", None),
    ],
)
def test_the_owner_of_its(text: str, word: str, owner: str | None) -> None:
    found = sentences(text)
    index, i = next((s.index, s.tokens.words.index(word)) for s in found if word in s.tokens.words)
    assert owner_of(found, text, index, i) == owner
