"""Places in sentences, and which of them an event belongs to."""

from __future__ import annotations

from typing import Any

import pytest

from builder.language.sentences import sentences
from builder.mentions.places import country_of, find_places, place_for
from tests.case_tables import cases


@pytest.mark.parametrize("case", cases("places"))
def test_places_of_a_sentence(case: dict[str, Any]) -> None:
    found = find_places(sentences(case["text"])[0], case["text"])
    assert [p.text for p in found] == case["places"]


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ("On Friday in Elm Gardens in Reading a man killed three people.", "three", "Elm Gardens"),
        ("There were 21 injured in Alder, 36 in Birch and seven in Cedar City.", "36", "Birch"),
        ("There were 21 injured in Alder, 36 in Birch and seven in Cedar City.", "seven", "Cedar City"),
        ("A bomb in a market in Mokha killed two.", "two", "Mokha"),
        ("He stabbed two in a stairwell.", "two", "a stairwell"),
        ("Police in Delta said a bomb in Oakville killed two.", "two", "Oakville"),
        ("Two hurt in Oakville were taken to Redmoor Hospital.", "two", "Oakville"),
        ("Two were taken to Redmoor Hospital.", "two", "Redmoor Hospital"),
        ("A shell hit Al Noor School, located behind Zaid Pool, and hurt two.", "two", "Al Noor School"),
        ("Police in Delta said two were killed.", "two", None),
        ("He killed two.", "two", None),
    ],
)
def test_the_place_of_an_event(text: str, at: str, place: str | None) -> None:
    sentence = sentences(text)[0]
    words = sentence.tokens.words
    found = place_for(find_places(sentence, text), (0, len(words)), words.index(at))
    assert (found.text if found else None) == place


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Mokha, Yemen", "YEM"),
        ("Aleppo", "SYR"),
        ("Paris, Texas", "USA"),
        ("Tbilisi, Georgia", "GEO"),
        ("Georgia", None),
        ("Birmingham", None),
        ("New Mexico", "USA"),
        ("Cuban roads", "CUB"),
        ("the Indonesian Hospital", None),
        ("the Indonesian Hospital in Gaza", "PSE"),
        ("northern Ivory Coast", "CIV"),
        ("Elmsford", None),
        ("Cairo Street", None),
        ("Mount Sinai Hospital", None),
        ("the Cairo hospital", "EGY"),
    ],
)
def test_the_country_of_a_place(place: str, country: str | None) -> None:
    assert country_of(place) == country
