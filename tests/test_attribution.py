"""Who is the innermost source of what stands at a place in a text."""

from __future__ import annotations

from typing import Any

import pytest

from builder.claims.attribution import attribution_at, find_attributions
from builder.claims.quotes import find_quotes
from builder.language.lexicon import load
from builder.language.sentences import sentences
from builder.model import Attribution
from tests.case_tables import cases


def found(text: str) -> list[Attribution]:
    return find_attributions(text, sentences(text))


@pytest.mark.parametrize("case", cases("attribution"))
def test_who_says_what_stands_there(case: dict[str, Any]) -> None:
    text = case["text"]
    attributions = found(text)
    for word, source, kind in case["said"]:
        said = attribution_at(attributions, text.index(word))
        got = (said.source_text, said.source_type) if said else ("", "")
        assert got == (source, kind), f"at {word!r}"
    if "via" in case:
        said = attribution_at(attributions, text.index(case["said"][0][0]))
        assert said is not None and said.via == case["via"]
    if "cue" in case:
        said = attribution_at(attributions, text.index(case["said"][0][0]))
        assert said is not None and said.cue == case["cue"]
    if "hedge" in case:
        said = attribution_at(attributions, text.index(case["said"][0][0]))
        assert said is not None and said.hedge is case["hedge"]


TEXT = (
    "Police said five men were held. “We found nine boats,” harbour master Jane Roe wrote. “All were empty. "
    "Two had burned.” According to the mayor, twelve streets were closed; the power was off."
)


def test_attributions_are_sorted_and_lie_within_the_text() -> None:
    attributions = found(TEXT)
    assert attributions == sorted(attributions, key=lambda a: (a.start, -a.end))
    assert all(0 <= a.start < a.end <= len(TEXT) for a in attributions)


def test_the_source_is_as_printed() -> None:
    for said in found(TEXT):
        assert said.source_span.of(TEXT) == said.source_text


def test_the_content_stands_outside_the_tag() -> None:
    said = attribution_at(found(TEXT), TEXT.index("five"))
    assert said is not None and TEXT[said.start : said.end] == "five men were held."


def test_the_smallest_stretch_wins() -> None:
    text = "The paper reported that the coroner said nine men had drowned in two boats."
    attributions = found(text)
    assert len(attributions) == 2
    said = attribution_at(attributions, text.index("nine"))
    assert said is not None and said.source_text == "the coroner"


def test_nothing_is_said_outside_and_in_an_empty_text() -> None:
    assert attribution_at(found(TEXT), TEXT.index("the power")) is None
    assert attribution_at([], 3) is None
    assert found("") == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “no” and left.", ["“no”"]),
        ('"One. Two," he said. "Three."', ['"One. Two,"', '"Three."']),
        ("''One,'' he said, ''and two.''", ["''One,''", "''and two.''"]),
        ("“One.\n\n“Two,” he said.", ["“One.\n\n“Two,”"]),
        ('"One “and” two." Three.', ['"One “and” two."']),
        ("“Never closed.\n\nA new paragraph begins here. “Two.”", ["“Two.”"]),
        ("‘The workers’ hall is gone,’ he said.", ["‘The workers’ hall is gone,’"]),
        ('A 6" pipe burst and the 9" one held.', []),
    ],
)
def test_quotations(text: str, quotes: list[str]) -> None:
    assert [span.of(text) for span in find_quotes(text)] == quotes


def test_every_source_word_has_a_type_of_the_codebook_and_a_role() -> None:
    for entry in load()["sources"].entries:
        assert entry.get("type") and entry.get("role"), entry.words[:3]
